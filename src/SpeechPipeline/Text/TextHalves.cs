namespace SpeechPipeline.Text;

/// <summary>Parts a text that an endpoint does not get right as a whole.</summary>
static class TextHalves
{
    /// <summary>Cut nearest to the middle: between sentences where it has several, else clauses, else words; null where it is one word.</summary>
    /// <returns>Both parts, and whether each is of whole sentences.</returns>
    public static (string First, string Second, bool AreSentences)? Of(string text)
    {
        var whole = new TextSpan(0, text.Length);
        var sentences = SentenceBoundaries.Find(text);
        var parts = sentences.Count > 1 ? sentences : ClauseBoundaries.Find(text, whole) is { Count: > 1 } clauses ? clauses : WordBoundaries.Find(text, whole);
        if (parts.Count < 2)
        {
            return null;
        }

        var cut = parts.Skip(1).MinBy(part => Math.Abs((2 * part.Start) - text.Length)).Start;
        return (text[..cut].Trim(), text[cut..].Trim(), sentences.Count > 1);
    }
}
