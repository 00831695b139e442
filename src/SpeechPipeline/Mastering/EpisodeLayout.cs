using System.Security.Cryptography;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Where everything lies in an episode, known to the sample before anything of it is read.</summary>
/// <param name="Output">The form in which it is written.</param>
/// <param name="Segments">In order, pauses between them.</param>
/// <param name="Frames">Its length in samples per channel.</param>
/// <param name="Chunks">The parts in which it is mastered; together the whole.</param>
public sealed record EpisodeLayout(AudioOutput Output, IReadOnlyList<PlacedSegment> Segments, long Frames, IReadOnlyList<Chunk> Chunks)
{
    /// <summary>Of what mastering makes: a higher number where the same speech would come out otherwise.</summary>
    const int Version = 2;

    public PcmFormat Format => Output.Format;

    /// <summary>
    /// Puts the speech of all segments one after the other, each followed by its pause, and cuts the whole into chunks. Where an MP3 has
    /// to be cut and has no pause for it, it gets one: four MPEG frames at most, three that are silent and what the grid takes.
    /// </summary>
    public static EpisodeLayout Lay(AudioOutput output, IReadOnlyList<PlannedSegment> segments, IReadOnlyList<StoredSegment> stored)
    {
        var (rate, placed, chunks) = (output.Format.SampleRateHz, new List<PlacedSegment>(segments.Count), new List<Chunk>());
        var (start, first, at) = (0L, 0, 0L);
        foreach (var (segment, speech) in segments.Zip(stored))
        {
            if (placed.Count > first && Chunk.CutAfter(start, placed[^1].End, at, rate, output.GridFrames) is { } cut)
            {
                chunks.Add(new Chunk(chunks.Count, placed[first..], start, cut, IsLast: false));
                (start, first, at) = (cut, placed.Count, Math.Max(at, cut));
            }

            var end = at + Resampler.LengthOf(speech.Frames, speech.SampleRateHz, rate);
            placed.Add(new PlacedSegment(segment, speech, at, end));
            at = end + ((long)segment.PauseAfterMs * rate / 1000);
        }

        chunks.Add(new Chunk(chunks.Count, placed[first..], start, at, IsLast: true));
        return new EpisodeLayout(output, placed, at, chunks);
    }

    /// <summary>What the encoder of a chunk has to know of the others.</summary>
    public ChunkPlace PlaceOf(Chunk chunk) => new(chunk.Start, [.. Chunks.Take(chunk.Index).Select(before => before.End - before.Start)], chunk.IsLast);

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
