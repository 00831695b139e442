using System.Runtime.CompilerServices;
using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Reads a chunk of an episode as it sounds before mastering: speech, and digital silence between.</summary>
sealed class ChunkSound(SegmentStore store, PcmFormat format)
{
    /// <summary>The number of segments to read ahead: enough to hide the latency of storage, some MB at most.</summary>
    const int Ahead = 4;

    /// <summary>Speech and pauses alternately, every sample of the chunk.</summary>
    /// <exception cref="InvalidDataException">The stored segment has changed since the layout was made.</exception>
    public async IAsyncEnumerable<(PlacedSegment? Segment, PcmAudio Sound)> ReadAsync(
        Chunk chunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, begun) = (chunk.Start, 0);
        var reading = new Queue<Task<PcmAudio>>();
        foreach (var placed in chunk.Segments)
        {
            while (begun < chunk.Segments.Count && reading.Count < Ahead)
            {
                var next = chunk.Segments[begun++];
                reading.Enqueue(store.ReadAsync(next.Segment, next.Stored, cancellationToken));
            }

            if (placed.Start > at)
            {
                yield return (null, Silence(placed.Start - at));
            }

            var sound = PcmConversion.To(await reading.Dequeue(), format);
            if (sound.FrameCount != placed.End - placed.Start)
            {
                throw new InvalidDataException($"Segment {placed.Segment.Index} has {sound.FrameCount} samples, not the {placed.End - placed.Start} of the layout.");
            }

            yield return (placed, sound);
            at = placed.End;
        }

        if (chunk.End > at)
        {
            yield return (null, Silence(chunk.End - at));
        }
    }

    // A pause is at most a minute long.
    PcmAudio Silence(long frames) => new(format, new float[frames * format.Channels]);
}
