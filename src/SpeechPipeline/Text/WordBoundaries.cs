namespace SpeechPipeline.Text;

/// <summary>Finds the words of a clause by the spaces between them.</summary>
static class WordBoundaries
{
    public static List<TextSpan> Find(string text, TextSpan clause)
    {
        var words = new List<TextSpan>();
        var start = clause.Start;
        for (var at = clause.Start; at < clause.End; at++)
        {
            if (text[at] != ' ' || IsInsideNumber(text, at))
            {
                continue;
            }

            words.Add(new TextSpan(start, at));
            start = at + 1;
        }

        words.Add(new TextSpan(start, clause.End));
        return words;
    }

    /// <summary>Whether the space at <paramref name="space"/> separates groups of digits in one number: 1 000 000.</summary>
    public static bool IsInsideNumber(string text, int space) =>
        space > 0 && space + 1 < text.Length && char.IsDigit(text[space - 1]) && char.IsDigit(text[space + 1]);
}
