namespace SpeechPipeline.Text;

/// <summary>Splits in two a text that the endpoint cannot speak well as a whole.</summary>
static class TextHalves
{
    /// <summary>Cut nearest to the middle: between sentences if there are several, else between clauses, else between words; null for a single word.</summary>
    /// <returns>Both parts, and whether each consists of whole sentences.</returns>
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
