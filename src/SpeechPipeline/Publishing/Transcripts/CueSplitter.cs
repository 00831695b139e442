using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Splits the text of a segment into cues of at most two lines: one sentence each, or even parts of a long sentence, cut at
/// clauses if possible, else between words. Together they hold every character that is not white space, once and in order.
/// </summary>
static class CueSplitter
{
    /// <summary>Two sentences shorter than this share a cue: "No. Never!" would pass too quickly.</summary>
    const int VeryShort = 20;

    // The cost of a cue shorter than a line, relative to a bad cut.
    const double EmptyCost = 1.0, WordCutCost = 0.6, ClauseCutCost = 0.05, CueCost = 1.0;

    public static List<CueText> Split(string text)
    {
        var (width, cues, isWhole) = (new CueWidth(text), new List<CueText>(), false);
        foreach (var sentence in SentenceBoundaries.Find(text))
        {
            var parts = PartsOf(text, sentence, width);
            if (isWhole && width.Of(cues[^1].Span) < VeryShort && width.Of(sentence) < VeryShort)
            {
                cues[^1] = parts[0] with { Span = new TextSpan(cues[^1].Span.Start, sentence.End) };
            }
            else
            {
                cues.AddRange(parts);
            }

            isWhole = parts.Count == 1;
        }

        return cues;
    }

    /// <summary>Finds the split of the sentence with the least total cost; it looks back at most the length of a cue.</summary>
    static List<CueText> PartsOf(string text, TextSpan sentence, CueWidth width)
    {
        var atoms = CueAtoms.Find(text, sentence, width);
        var clauses = ClauseBoundaries.Find(text, sentence).Select(clause => clause.Start).ToHashSet();
        var best = new (double Cost, int From)[atoms.Count + 1];
        for (var end = 1; end <= atoms.Count; end++)
        {
            best[end].Cost = double.PositiveInfinity;
            for (var from = end - 1; from >= 0 && width.Between(atoms[from].Start, atoms[end - 1].End) <= 2 * CueWidth.Line; from--)
            {
                var span = new TextSpan(atoms[from].Start, atoms[end - 1].End);
                var cost = CueLines.Fit(atoms, from, end, width) ? best[from].Cost + CostOf(span, from) : double.PositiveInfinity;
                if (cost < best[end].Cost)
                {
                    best[end] = (cost, from);
                }
            }
        }

        var parts = new List<CueText>();
        for (var end = atoms.Count; end > 0; end = best[end].From)
        {
            parts.Add(new CueText(new TextSpan(atoms[best[end].From].Start, atoms[end - 1].End), LevelAt(end)));
        }

        parts.Reverse();
        return parts;

        BreakLevel LevelAt(int atom) =>
            atom == atoms.Count ? BreakLevel.Sentence : clauses.Contains(atoms[atom].Start) ? BreakLevel.Clause : BreakLevel.Word;

        double CostOf(TextSpan span, int from)
        {
            var empty = 1 - (width.Of(span) / (2.0 * CueWidth.Line));
            var cut = from == 0 ? 0 : LevelAt(from) == BreakLevel.Clause ? ClauseCutCost : WordCutCost;
            return CueCost + cut + (EmptyCost * empty * empty);
        }
    }
}

/// <summary>A cue without times.</summary>
/// <param name="Span">The span of its words in the segment's text.</param>
/// <param name="EndsAt">What ends after the words, from which the length of the pause is estimated.</param>
readonly record struct CueText(TextSpan Span, BreakLevel EndsAt);
