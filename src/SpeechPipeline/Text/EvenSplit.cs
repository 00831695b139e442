namespace SpeechPipeline.Text;

/// <summary>
/// Joins neighbouring pieces into as few groups as the limit allows, as evenly as possible: of all such choices, the one with the least sum
/// of squared lengths. Dynamic programming over the pieces: each looks back only as far as the limit reaches. If there are
/// very many pieces, the smallest are joined first, so that few lie within the limit.
/// </summary>
static class EvenSplit
{
    // Paragraphs have dozens of sentences, and sentences dozens of words. Five million characters of "A! " took 14 s before this bound.
    const int MostExact = 1_000;

    /// <param name="ruler">The text.</param>
    /// <param name="pieces">Stretches of it, in order, none above the limit.</param>
    /// <param name="max">The limit, in spoken length; the text between two pieces of a group counts.</param>
    public static List<TextSpan> Group(TextRuler ruler, IReadOnlyList<TextSpan> pieces, int max)
    {
        var atoms = pieces.Count > MostExact ? Glue(ruler, pieces, max / 16) : [.. pieces];
        var best = new (int Groups, long Squares, int From)[atoms.Length + 1];
        for (var end = 1; end <= atoms.Length; end++)
        {
            best[end].Groups = int.MaxValue;
            for (var from = end - 1; from >= 0; from--)
            {
                long length = ruler.LengthOf(atoms[from].Start, atoms[end - 1].End);
                if (length > max)
                {
                    break;
                }

                var (groups, squares) = (best[from].Groups + 1, best[from].Squares + (length * length));
                if (groups < best[end].Groups || (groups == best[end].Groups && squares < best[end].Squares))
                {
                    best[end] = (groups, squares, from);
                }
            }
        }

        var result = new List<TextSpan>(best[^1].Groups);
        for (var end = atoms.Length; end > 0; end = best[end].From)
        {
            result.Add(new TextSpan(atoms[best[end].From].Start, atoms[end - 1].End));
        }

        result.Reverse();
        return result;
    }

    static TextSpan[] Glue(TextRuler ruler, IReadOnlyList<TextSpan> pieces, int small)
    {
        var glued = new List<TextSpan>();
        foreach (var piece in pieces)
        {
            if (glued is [.., var last] && ruler.LengthOf(last.Start, piece.End) <= small)
            {
                glued[^1] = last with { End = piece.End };
            }
            else
            {
                glued.Add(piece);
            }
        }

        return [.. glued];
    }
}
