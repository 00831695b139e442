namespace SpeechPipeline.Text;

/// <summary>Shortens a text to a number of characters.</summary>
static class TextCut
{
    /// <summary>At most <paramref name="maxLength"/> characters of the text, ending in an ellipsis if it was cut; between words if possible.</summary>
    public static string At(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var room = text.AsSpan(0, maxLength - 1);
        var space = room.LastIndexOf(' ');
        // Scripts without spaces and very long words are cut at the limit, but not inside a character.
        var end = space > maxLength / 2 ? space : char.IsHighSurrogate(room[^1]) ? room.Length - 1 : room.Length;
        return $"{room[..end].TrimEnd()}…";
    }
}
