using System.Security.Cryptography;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>The position of everything in an episode, to the sample, known before any of its speech is read.</summary>
/// <param name="Output">The output format.</param>
/// <param name="Segments">The segments, in order, with pauses between them.</param>
/// <param name="Frames">Its length in samples per channel.</param>
/// <param name="Chunks">The parts in which it is mastered; together the whole episode.</param>
public sealed record EpisodeLayout(AudioOutput Output, IReadOnlyList<PlacedSegment> Segments, long Frames, IReadOnlyList<Chunk> Chunks)
{
    /// <summary>The version of mastering: raised when the same speech would give a different file.</summary>
    const int Version = 2;

    public PcmFormat Format => Output.Format;

    /// <summary>
    /// Lines up the speech of all segments, each followed by its pause, between two silences, and cuts the whole into chunks. If an MP3 must
    /// be cut and has no pause there, a pause is added: at most four MPEG frames, three of silence and the rest to reach the grid.
    /// </summary>
    /// <param name="output">The output format.</param>
    /// <param name="segments">What is spoken.</param>
    /// <param name="stored">The speech of each.</param>
    /// <param name="leadInMs">Silence before the first, in milliseconds.</param>
    /// <param name="leadOutMs">Silence after the last, in milliseconds.</param>
    public static EpisodeLayout Lay(
        AudioOutput output, IReadOnlyList<PlannedSegment> segments, IReadOnlyList<StoredSegment> stored, int leadInMs = 0, int leadOutMs = 0)
    {
        var (rate, placed, chunks) = (output.Format.SampleRateHz, new List<PlacedSegment>(segments.Count), new List<Chunk>());
        var (start, first, at) = (0L, 0, Frames(leadInMs));
        foreach (var (segment, speech) in segments.Zip(stored))
        {
            if (placed.Count > first && Chunk.CutAfter(start, placed[^1].End, at, rate, output.GridFrames) is { } cut)
            {
                chunks.Add(new Chunk(chunks.Count, placed[first..], start, cut, IsLast: false));
                (start, first, at) = (cut, placed.Count, Math.Max(at, cut));
            }

            var end = at + Resampler.LengthOf(speech.Frames, speech.SampleRateHz, rate);
            placed.Add(new PlacedSegment(segment, speech, at, end));
            at = end + Frames(segment.PauseAfterMs);
        }

        at += Frames(leadOutMs);
        chunks.Add(new Chunk(chunks.Count, placed[first..], start, at, IsLast: true));
        return new EpisodeLayout(output, placed, at, chunks);

        long Frames(int milliseconds) => (long)milliseconds * rate / 1000;
    }

    /// <summary>The data about other chunks that the encoder of a chunk needs.</summary>
    public ChunkPlace PlaceOf(Chunk chunk) => new(chunk.Start, [.. Chunks.Take(chunk.Index).Select(before => before.End - before.Start)], chunk.IsLast);

    /// <summary>A hash of everything that determines the result of mastering, so that checkpoints of an earlier invocation are used only if they match.</summary>
    public string Fingerprint(TargetLoudness? target)
    {
        var all = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Version,
            target,
            Output,
            Frames,
            segments = Segments.Select(placed => new { placed.Segment.Key, placed.Segment.Take, placed.Stored.Frames, placed.Start, placed.End }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(all).AsSpan(0, 8));
    }
}
