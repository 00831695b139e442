namespace SpeechPipeline.Text;

/// <summary>
/// Orders paths as people count, so that 2 comes before 10: runs of the digits 0 to 9 by value, everything else by character code. Different
/// paths never compare as equal; the order does not depend on the culture.
/// </summary>
sealed class NaturalOrder : IComparer<string?>
{
    public static NaturalOrder Instance { get; } = new();

    /// <summary>Null comes first.</summary>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        for (int i = 0, j = 0; ;)
        {
            if (i == x.Length || j == y.Length)
            {
                // 7 and 007 are the same number, but different paths.
                var longer = (x.Length - i).CompareTo(y.Length - j);
                return longer != 0 ? longer : string.CompareOrdinal(x, y);
            }

            var (one, other) = (NumberAt(x, i), NumberAt(y, j));
            var order = one > 0 && other > 0
                ? CompareNumbers(x.AsSpan(i, one).TrimStart('0'), y.AsSpan(j, other).TrimStart('0'))
                : x[i].CompareTo(y[j]);
            if (order != 0)
            {
                return order;
            }

            (i, j) = (i + Math.Max(one, 1), j + Math.Max(other, 1));
        }
    }

    static int NumberAt(string path, int at)
    {
        var length = path.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? path.Length - at : length;
    }

    static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
}
