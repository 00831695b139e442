using System.Security.Cryptography;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Where everything lies in an episode, known to the sample before anything of it is read.</summary>
/// <param name="Output">The form in which it is written.</param>
/// <param name="Segments">In order, pauses between them.</param>
/// <param name="Frames">Its length in samples per channel.</param>
/// <param name="Stretches">The parts in which it is mastered; together the whole.</param>
public sealed record EpisodeLayout(AudioOutput Output, IReadOnlyList<PlacedSegment> Segments, long Frames, IReadOnlyList<Stretch> Stretches)
{
    /// <summary>Of what mastering makes: a higher number where the same speech would come out otherwise.</summary>
    const int Version = 1;

    public PcmFormat Format => Output.Format;

    /// <summary>Puts the speech of all segments one after the other, each followed by its pause.</summary>
    public static EpisodeLayout Lay(AudioOutput output, IReadOnlyList<PlannedSegment> segments, IReadOnlyList<StoredSegment> stored)
    {
        var (placed, at) = (new List<PlacedSegment>(segments.Count), 0L);
        foreach (var (segment, speech) in segments.Zip(stored))
        {
            var end = at + Resampler.LengthOf(speech.Frames, speech.SampleRateHz, output.Format.SampleRateHz);
            placed.Add(new PlacedSegment(segment, speech, at, end));
            at = end + ((long)segment.PauseAfterMs * output.Format.SampleRateHz / 1000);
        }

        return new EpisodeLayout(output, placed, at, Stretch.Cut(placed, at, output.Format.SampleRateHz, output.GridFrames));
    }

    /// <summary>Names what mastering does with this layout, so that what an earlier invocation has done is taken up only where it fits.</summary>
    public string Fingerprint(double? targetLufs)
    {
        var all = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Version,
            targetLufs,
            Output,
            segments = Segments.Select(placed => new { placed.Segment.Key, placed.Segment.Take, placed.Stored.Frames, placed.Start, placed.End }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(all).AsSpan(0, 8));
    }
}
