using SpeechPipeline.Audio;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>The words of an episode with their times: stored by <see cref="TimelineJson"/>, and the source of captions.</summary>
/// <param name="Language">The spoken language, as a BCP 47 tag.</param>
/// <param name="SampleRateHz">Frames per second of all times here.</param>
/// <param name="DurationFrames">The duration of the episode.</param>
/// <param name="Segments">In order of time.</param>
public sealed record Transcript(string Language, int SampleRateHz, long DurationFrames, IReadOnlyList<TranscriptSegment> Segments)
{
    /// <summary>Splits each segment into cues and gives them their times.</summary>
    /// <param name="segments">In order of time, none beginning before the end of the previous one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 4,000 to 192,000 Hz.</exception>
    /// <exception cref="ArgumentException">A segment begins before the end of the previous one.</exception>
    public static Transcript Of(string language, int sampleRateHz, long durationFrames, IEnumerable<SpokenSegment> segments)
    {
        var rate = new PcmFormat(sampleRateHz, 1).SampleRateHz;
        var (timed, end) = (new List<TranscriptSegment>(), 0L);
        foreach (var segment in segments)
        {
            if (segment.Start < end)
            {
                throw new ArgumentException($"A segment begins at frame {segment.Start}, before the end of the previous one at {end}.", nameof(segments));
            }

            end = segment.End;
            timed.Add(new TranscriptSegment(segment, CuePlacer.Place(segment, CueSplitter.Split(segment.Text), rate)));
        }

        return new Transcript(language, rate, durationFrames, timed);
    }
}

/// <summary>A segment and its cues.</summary>
/// <param name="Spoken">The segment.</param>
/// <param name="Cues">In order, inside the segment; together they hold all of its text.</param>
public sealed record TranscriptSegment(SpokenSegment Spoken, IReadOnlyList<Cue> Cues);
