using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A cue as written to all files: whole milliseconds, clean text.</summary>
/// <param name="Segment">Index of its segment.</param>
/// <param name="Start">Milliseconds; not before the end of the previous cue.</param>
/// <param name="End">Milliseconds; after the start, even if the cue lasts less than one.</param>
readonly record struct ShownCue(int Segment, string? Speaker, long Start, long End, string Text)
{
    /// <summary>A cue without a visible character is left out.</summary>
    public static IEnumerable<ShownCue> Of(Transcript transcript)
    {
        var end = 0L;
        for (var i = 0; i < transcript.Segments.Count; i++)
        {
            var (spoken, cues) = transcript.Segments[i];
            var speaker = CleanText.Line(spoken.Speaker);
            foreach (var cue in cues)
            {
                if (CleanText.Line(cue.Span.Of(spoken.Text), int.MaxValue - 2) is { } text)
                {
                    var start = Math.Max(end, FrameTime.Milliseconds(cue.Start, transcript.SampleRateHz));
                    end = Math.Max(start + 1, FrameTime.Milliseconds(cue.End, transcript.SampleRateHz));
                    yield return new ShownCue(i, speaker, start, end, text);
                }
            }
        }
    }
}
