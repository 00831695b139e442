using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A place in a segment's text where there may be a pause, or where a cue ends.</summary>
/// <param name="At">The index of the first UTF-16 unit after it.</param>
/// <param name="Level">What ends there.</param>
/// <param name="Cue">Index of the cue that ends there; null if none does.</param>
readonly record struct PausePoint(int At, BreakLevel Level, int? Cue)
{
    /// <summary>
    /// All points in order, without the end of the text. They include the commas inside a cue, so that a pause at a comma is not
    /// assigned to the end of a sentence.
    /// </summary>
    public static List<PausePoint> Find(string text, List<CueText> cues)
    {
        var points = new SortedDictionary<int, PausePoint>();
        foreach (var sentence in SentenceBoundaries.Find(text))
        {
            foreach (var clause in ClauseBoundaries.Find(text, sentence))
            {
                var end = clause.Start + text.AsSpan(clause.Start, clause.Length).TrimEnd().Length;
                points[end] = new PausePoint(end, end == sentence.End ? BreakLevel.Sentence : BreakLevel.Clause, null);
            }
        }

        for (var i = 0; i < cues.Count; i++)
        {
            var end = cues[i].Span.End;
            points[end] = new PausePoint(end, points.TryGetValue(end, out var point) ? point.Level : cues[i].EndsAt, i);
        }

        points.Remove(cues[^1].Span.End);
        return [.. points.Values];
    }
}
