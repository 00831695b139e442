using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Writes captions as SubRip, which has no specification but is read everywhere: numbers, times with a comma, text, an empty line. The
/// speaker is named at each change of speaker; the narrator, who has no name, begins with a dash.
/// </summary>
public static class SubRip
{
    public const string MediaType = "application/x-subrip";

    const char WordJoiner = '\u2060';

    internal static void Write(IEnumerable<ShownCue> cues, IBufferWriter<byte> output)
    {
        var (number, speaker) = (0, (string?)null);
        foreach (var cue in cues)
        {
            var name = cue.Speaker == speaker ? "" : cue.Speaker is null ? "– " : $"{cue.Speaker}: ";
            speaker = cue.Speaker;
            number++;
            // An arrow cannot be escaped, and a line with one is read as a time.
            var text = (name + cue.Text).Replace("-->", "→", StringComparison.Ordinal);
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{number}\n{CueTime.Of(cue.Start, ',')} --> {CueTime.Of(cue.End, ',')}\n{Shown(string.Join('\n', CueLines.Of(text)))}\n\n"),
                output);
        }
    }

    /// <summary>
    /// Nor can the markup that players hide be escaped: HTML tags, from the first bracket on, and those of ASS, the format in
    /// which FFmpeg and mpv show every subtitle. So brackets and braces are replaced by similar characters, and no letter directly follows a backslash.
    /// </summary>
    static string Shown(string text)
    {
        var markup = text.IndexOf('<', StringComparison.Ordinal) is >= 0 and var first ? first : text.Length;
        return (text[..markup] + text[markup..].Replace('<', '‹').Replace('>', '›'))
            .Replace('{', '｛').Replace('}', '｝').Replace("\\", $"\\{WordJoiner}", StringComparison.Ordinal);
    }
}
