using System.Runtime.CompilerServices;
using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Reads a chunk of an episode as it sounds before mastering: speech, and digital silence between.</summary>
sealed class ChunkSound(SegmentStore store, PcmFormat format)
{
    /// <summary>Segments whose reading is under way while one is used: enough to hide storage's latency, some MB at most.</summary>
    const int Ahead = 4;

    /// <summary>Speech with its place, then the pause after it, and so on; together every sample of the chunk.</summary>
    /// <exception cref="InvalidDataException">What is stored of a segment is not what it was when it was laid out.</exception>
    public async IAsyncEnumerable<(PlacedSegment? Segment, PcmAudio Sound)> ReadAsync(
        Chunk chunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, begun) = (chunk.Start, 0);
        var reading = new Queue<Task<PcmAudio>>();
        foreach (var placed in chunk.Segments)
        {
            while (begun < chunk.Segments.Count && reading.Count < Ahead)
            {
                reading.Enqueue(store.ReadAsync(chunk.Segments[begun++].Segment, cancellationToken));
            }

            if (placed.Start > at)
            {
                yield return (null, Silence(placed.Start - at));
            }

            var sound = PcmConversion.To(await reading.Dequeue(), format);
            if (sound.FrameCount != placed.End - placed.Start)
            {
                throw new InvalidDataException($"Segment {placed.Segment.Index} has {sound.FrameCount} samples, not the {placed.End - placed.Start} that were stored.");
            }

            yield return (placed, sound);
            at = placed.End;
        }

        if (chunk.End > at)
        {
            yield return (null, Silence(chunk.End - at));
        }
    }

    // A pause has a minute at most.
    PcmAudio Silence(long frames) => new(format, new float[frames * format.Channels]);
}
