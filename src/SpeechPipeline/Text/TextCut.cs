namespace SpeechPipeline.Text;

/// <summary>Shortens a text for where there is little room.</summary>
static class TextCut
{
    /// <summary>At most <paramref name="maxLength"/> characters of it, the last an ellipsis where something is missing; words stay whole where they can.</summary>
    public static string At(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var room = text.AsSpan(0, maxLength - 1);
        var space = room.LastIndexOf(' ');
        // Scripts without spaces, and words without end, are cut where the room ends, though not in the middle of a character.
        var end = space > maxLength / 2 ? space : char.IsHighSurrogate(room[^1]) ? room.Length - 1 : room.Length;
        return $"{room[..end].TrimEnd()}…";
    }
}
