using System.Buffers;
using System.Text;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>Writes captions as WebVTT (www.w3.org/TR/webvtt1): UTF-8, with a voice tag for each speaker.</summary>
public static class WebVtt
{
    public const string MediaType = "text/vtt";

    internal static void Write(IEnumerable<ShownCue> cues, IBufferWriter<byte> output)
    {
        output.Write("WEBVTT\n"u8);
        foreach (var cue in cues)
        {
            var voice = Voice(cue.Speaker) is { } name ? $"<v {name}>" : "";
            var lines = Escaped(string.Join('\n', CueLines.Of(cue.Text)));
            Encoding.UTF8.GetBytes($"\n{CueTime.Of(cue.Start, '.')} --> {CueTime.Of(cue.End, '.')}\n{voice}{lines}\n", output);
        }
    }

    /// <summary>
    /// Brackets could be escaped in a name, but FFmpeg ends the tag at an escaped one; real names have none. Dashes at the end of a name would form an
    /// arrow with the bracket that closes the tag.
    /// </summary>
    static string? Voice(string? speaker) =>
        CleanText.Line(speaker?.Replace('<', ' ').Replace('>', ' '))?.TrimEnd('-', ' ') is { Length: > 0 } name ? Escaped(name) : null;

    /// <summary>Sections 4.2.2 and 6.4: a text must not have a bare &amp; or &lt;. The &gt; is escaped too, because an arrow would be read as a cue's time.</summary>
    static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
