namespace SpeechPipeline.Benchmarks;

/// <summary>How well a page was read, by its words as a bag, and by what must be in it and what must not.</summary>
sealed record PageScore(MarkedPage Page, double F1, double Precision, double Recall, int There, string[] Leaked)
{
    public static PageScore Of(MarkedPage page, string read)
    {
        var found = MarkedPage.WordsOf(read);
        var counts = page.Words.CountBy(word => word).ToDictionary();
        var common = found.CountBy(word => word).Sum(word => Math.Min(word.Value, counts.GetValueOrDefault(word.Key)));
        var total = found.Length + page.Words.Length;
        var text = string.Join(' ', found);
        return new(
            page, total == 0 ? 1 : 2d * common / total, common / (double)Math.Max(1, found.Length), common / (double)Math.Max(1, page.Words.Length), Found(page.Marks.With).Length, Found(page.Marks.Without));

        string[] Found(string[]? snippets) => [.. (snippets ?? []).Where(snippet => text.Contains(string.Join(' ', MarkedPage.WordsOf(snippet)), StringComparison.Ordinal))];
    }

    public static string Summary(IReadOnlyCollection<PageScore> scores) =>
        $"F1 {scores.Average(score => score.F1):0.0000}, precision {scores.Average(score => score.Precision):0.000}, recall {scores.Average(score => score.Recall):0.000}; "
        + $"with {scores.Sum(score => score.There) / (double)scores.Sum(score => score.Page.Marks.With?.Length ?? 0):0.000}; "
        + $"without, leaked {scores.Sum(score => score.Leaked.Length) / (double)scores.Sum(score => score.Page.Marks.Without?.Length ?? 0):0.000}; "
        + $"{scores.Count(score => score.F1 < 0.3)} of {scores.Count} pages below 0.3";
}
