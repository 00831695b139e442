using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Writes captions as SubRip, which has no specification but is read everywhere: numbers, times with a comma, text, an empty line. Whoever
/// speaks is named where the speaker changes.
/// </summary>
public static class SubRip
{
    public const string MediaType = "application/x-subrip";

    public static void Write(Transcript transcript, IBufferWriter<byte> output)
    {
        var (number, speaker) = (0, (string?)null);
        foreach (var cue in ShownCue.Of(transcript))
        {
            var name = cue.Speaker is not null && cue.Speaker != speaker ? $"{cue.Speaker}: " : "";
            speaker = cue.Speaker;
            number++;
            // There is no way to escape an arrow, and a line with one is taken for a time.
            var text = (name + cue.Text).Replace("-->", "→", StringComparison.Ordinal);
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{number}\n{CueTime.Of(cue.Start, ',')} --> {CueTime.Of(cue.End, ',')}\n{string.Join('\n', CueLines.Of(text))}\n\n"),
                output);
        }
    }
}
