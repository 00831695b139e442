using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Publishing;

/// <summary>Gives the speech of an episode in its order; while one segment is joined, the next few are read.</summary>
sealed class SegmentReadAhead(SegmentStore store, IReadOnlyList<PlannedSegment> segments, CancellationToken cancellationToken)
{
    /// <summary>Reads under way: enough to hide storage's latency, a few MB at most.</summary>
    const int Ahead = 8;

    readonly Queue<Task<(PcmAudio Audio, StoredSegment Stored)>> _reading = new();
    int _begun;

    /// <summary>The next segment, which stays the next.</summary>
    public Task<(PcmAudio Audio, StoredSegment Stored)> PeekAsync()
    {
        Fill();
        return _reading.Peek();
    }

    public Task<(PcmAudio Audio, StoredSegment Stored)> NextAsync()
    {
        Fill();
        return _reading.Dequeue();
    }

    void Fill()
    {
        while (_begun < segments.Count && _reading.Count < Ahead)
        {
            _reading.Enqueue(store.ReadAsync(segments[_begun++], cancellationToken));
        }
    }
}
