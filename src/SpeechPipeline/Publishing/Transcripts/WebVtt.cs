using System.Buffers;
using System.Text;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>Writes captions as WebVTT (www.w3.org/TR/webvtt1): UTF-8, a voice for each speaker.</summary>
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
    /// Brackets may be escaped in a name too, but FFmpeg ends the tag at such a one; no one is called by them. Dashes at its end would make an
    /// arrow with the bracket that ends the tag.
    /// </summary>
    static string? Voice(string? speaker) =>
        CleanText.Line(speaker?.Replace('<', ' ').Replace('>', ' '))?.TrimEnd('-', ' ') is { Length: > 0 } name ? Escaped(name) : null;

    /// <summary>Sections 4.2.2 and 6.4: a text has no bare &amp; and &lt;; without the last sign there is no arrow either, which would be a cue's time.</summary>
    static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
