using SpeechPipeline.Segments;

namespace SpeechPipeline.Jobs;

/// <summary>What one invocation has achieved of a plan so far; segments report from many threads.</summary>
sealed class SpeakingProgress(JobPlan plan, JobClaim claim)
{
    readonly Lock _lock = new();
    int _done;
    long _charactersCached;
    readonly StoredSegment[] _stored = new StoredSegment[plan.Segments.Count];

    /// <summary>The first reason to wait, with the latest time any segment was told.</summary>
    public SegmentOutcome.Wait? Wait { get; private set; }

    public SegmentOutcome.Impossible? Impossible { get; private set; }

    public int? ImpossibleSegment { get; private set; }

    /// <summary>False once there is no point in taking another segment.</summary>
    public bool GoesOn => Wait is null && Impossible is null;

    /// <summary>The speech of every segment, once complete.</summary>
    public IReadOnlyList<StoredSegment> Stored => _stored;

    public bool IsComplete => _done == plan.Segments.Count;

    public void Add(PlannedSegment segment, SegmentOutcome outcome, DateTimeOffset now)
    {
        lock (_lock)
        {
            switch (outcome)
            {
                case SegmentOutcome.Done done:
                    _done++;
                    _stored[segment.Index] = done.Stored;
                    _charactersCached += done.Stored.Job == claim.Row.PartitionKey ? 0 : segment.Text.Length;
                    break;
                case SegmentOutcome.Wait wait:
                    Wait = Wait is null ? wait : Wait with { Until = Later(Wait.Until, wait.Until) };
                    break;
                case SegmentOutcome.Impossible impossible when ImpossibleSegment is null || segment.Index < ImpossibleSegment:
                    (Impossible, ImpossibleSegment) = (impossible, segment.Index);
                    break;
            }

            claim.Note(row =>
            {
                row.CharactersSent += (long)outcome.CallsSent * segment.Text.Length;
                // Every invocation meets the finished segments again: these are counted, not added up.
                row.SegmentsDone = Math.Max(row.SegmentsDone, _done);
                row.CharactersCached = Math.Max(row.CharactersCached, _charactersCached);
                if (outcome is SegmentOutcome.Done { CallsSent: > 0 })
                {
                    row.ProgressedAt = now;
                    row.Waits = 0;
                }
            });
        }
    }

    static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? one : one;
}
