using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Assigns silences to the ends of sentences and clauses: the cheapest assignment that keeps the order of both,
/// by dynamic programming over points and silences. A silence gains by its length, more at a sentence than at a clause, and costs by
/// its distance from the expected place. The constants are in seconds and were chosen by listening: readers pause some
/// 0.6 s after a sentence and 0.25 s at a comma.
/// </summary>
static class PauseAlignment
{
    /// <summary>Points times silences: a segment has some dozens of each; beyond this the shortest silences are not considered.</summary>
    const int MostPairs = 4_000_000;

    const double SentenceGain = 4, SentencePauseSeconds = 0.6;
    const double ClauseGain = 1.2, ClausePauseSeconds = 0.25;

    /// <summary>For each point, the index of its silence, or null.</summary>
    /// <param name="expected">The expected place of each point, in frames of speech.</param>
    /// <param name="tolerance">A distance that costs 1, in frames.</param>
    public static int?[] Find(List<PausePoint> points, double[] expected, SpeechClock clock, double tolerance, int sampleRateHz)
    {
        var matches = new int?[points.Count];
        int[] pauses = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Level is BreakLevel.Sentence or BreakLevel.Clause)];
        var silences = Considered(clock, pauses.Length);
        if (pauses.Length == 0 || silences.Length == 0)
        {
            return matches;
        }

        var steps = new Step[pauses.Length + 1][];
        var (above, row) = (new double[silences.Length + 1], new double[silences.Length + 1]);
        for (var p = 1; p <= pauses.Length; p++)
        {
            var taken = steps[p] = new Step[silences.Length + 1];
            for (var s = 1; s <= silences.Length; s++)
            {
                (row[s], taken[s]) = row[s - 1] < above[s] ? (row[s - 1], Step.SkipSilence) : (above[s], Step.SkipPoint);
                var matched = above[s - 1] + CostOf(pauses[p - 1], silences[s - 1]);
                if (matched < row[s])
                {
                    (row[s], taken[s]) = (matched, Step.Match);
                }
            }

            (above, row) = (row, above);
        }

        for (var (p, s) = (pauses.Length, silences.Length); p > 0 && s > 0;)
        {
            var step = steps[p][s];
            if (step == Step.Match)
            {
                matches[pauses[p - 1]] = silences[s - 1];
            }

            (p, s) = (step == Step.SkipSilence ? p : p - 1, step == Step.SkipPoint ? s : s - 1);
        }

        return matches;

        double CostOf(int point, int silence)
        {
            var distance = (expected[point] - clock.SpokenBefore(silence)) / tolerance;
            var seconds = (double)clock.Silences[silence].Length / sampleRateHz;
            return (distance * distance) - (points[point].Level == BreakLevel.Sentence
                ? SentenceGain * Math.Min(1, seconds / SentencePauseSeconds)
                : ClauseGain * Math.Min(1, seconds / ClausePauseSeconds));
        }
    }

    static int[] Considered(SpeechClock clock, int points)
    {
        // Silence at the start or end of the segment is not a pause between its sentences.
        var inside = Enumerable.Range(0, clock.Silences.Count).Where(i => IsInside(clock.SpokenBefore(i))).ToArray();
        var most = MostPairs / Math.Max(1, points);
        return inside.Length <= most ? inside : [.. inside.OrderByDescending(i => clock.Silences[i].Length).Take(most).Order()];

        bool IsInside(double before) => before > 0 && before < clock.Spoken;
    }

    enum Step : byte
    {
        SkipPoint,
        SkipSilence,
        Match,
    }
}
