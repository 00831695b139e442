using System.Globalization;

namespace SpeechPipeline.Benchmarks;

/// <summary>What was noticed of one kind of fault.</summary>
sealed class CompletenessTally
{
    /// <summary>Faults of more than this count as long, in seconds.</summary>
    const double Long = 1;

    readonly List<(double Seconds, bool First, bool Last, bool Ever)> _found = [];

    public int Count => _found.Count;

    public static CompletenessTally Of(IEnumerable<CompletenessTally> tallies)
    {
        var all = new CompletenessTally();
        all._found.AddRange(tallies.SelectMany(tally => tally._found));
        return all;
    }

    public void Add(double seconds, bool first, bool last, bool ever) => _found.Add((seconds, first, last, ever));

    /// <summary>Of long and of short ones, how many there were, and which part was noticed.</summary>
    public string Row()
    {
        var (large, small) = (_found.Where(one => one.Seconds > Long).ToList(), _found.Where(one => one.Seconds <= Long).ToList());
        return $"{large.Count} | {Share(large, one => one.Ever)} | {Share(large, one => one.First)} | {Share(large, one => one.Last)} | {small.Count} | {Share(small, one => one.Ever)}";
    }

    public override string ToString() =>
        $"{Share(_found, one => one.Ever)}; as the first of an episode {Share(_found, one => one.First)}, as the last {Share(_found, one => one.Last)}";

    static string Share(List<(double Seconds, bool First, bool Last, bool Ever)> found, Func<(double Seconds, bool First, bool Last, bool Ever), bool> which) =>
        found.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * found.Count(which) / found.Count:0.0} %");
}
