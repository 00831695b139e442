using SpeechPipeline.Durability;
using SpeechPipeline.Planning;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Jobs;

/// <summary>The progress of one invocation; segments report from many threads.</summary>
sealed class SpeakingProgress(JobPlan plan, Claim<JobRow> claim)
{
    readonly Lock _lock = new();
    int _done;
    long _charactersCached;
    readonly PlannedSegment[] _segments = [.. plan.Segments];
    readonly StoredSegment?[] _stored = new StoredSegment?[plan.Segments.Count];
    readonly StoredSegment?[] _setAside = new StoredSegment?[plan.Segments.Count];

    /// <summary>The first reason to wait, with the latest time of any segment.</summary>
    public SegmentOutcome.Wait? Wait { get; private set; }

    public SegmentOutcome.Impossible? Impossible { get; private set; }

    public int? ImpossibleSegment { get; private set; }

    /// <summary>False if no further segment should be begun.</summary>
    public bool GoesOn => Wait is null && Impossible is null;

    /// <summary>The pace of the episode's voices.</summary>
    public SpeakingPace Pace { get; } = new(plan.Request.SpokenLanguage);

    /// <summary>The segments without speech.</summary>
    public IReadOnlyList<PlannedSegment> Missing => [.. _segments.Where(segment => _stored[segment.Index] is null)];

    /// <summary>The plan with the takes in use.</summary>
    public JobPlan Plan => plan with { Segments = _segments };

    /// <summary>The speech of every segment, once complete.</summary>
    public IReadOnlyList<StoredSegment> Stored => [.. _stored.Select(stored => stored!)];

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
                    _segments[segment.Index] = segment with { Take = done.Stored.Take };
                    UseBetterTake(segment, done.Stored);
                    Pace.Add(segment, done.Stored);
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
                row.CharactersSent += outcome.CharactersSent;
                // Every invocation reports the finished segments again, so they are counted anew, not added up.
                row.SegmentsDone = Math.Max(row.SegmentsDone, _done);
                row.CharactersCached = Math.Max(row.CharactersCached, _charactersCached);
                if (outcome is SegmentOutcome.Done { CharactersSent: > 0 })
                {
                    row.ProgressedAt = now;
                    row.Waits = 0;
                }
            });
        }
    }

    /// <summary>
    /// When everything is spoken and the pace of the voices is known well, rejects segments that are far from it; they then need another take.
    /// Every invocation gets the same result from the same first takes.
    /// </summary>
    /// <returns>Whether any segment was rejected.</returns>
    public bool SetOutliersAside()
    {
        lock (_lock)
        {
            // What was doubted when it was spoken has been asked for again already.
            var outliers = _segments.Where(segment => _setAside[segment.Index] is null && _stored[segment.Index]!.Doubt is null && Problem(segment, _stored[segment.Index]!) is not null).ToList();
            foreach (var outlier in outliers)
            {
                _segments[outlier.Index] = outlier with { Take = outlier.Take + 1 };
                (_setAside[outlier.Index], _stored[outlier.Index]) = (_stored[outlier.Index], null);
                _done--;
            }

            return outliers.Count > 0;
        }
    }

    /// <summary>A second take that is no better than the first is not used.</summary>
    void UseBetterTake(PlannedSegment segment, StoredSegment stored)
    {
        if (_setAside[segment.Index] is { } first && Problem(segment, stored) is { } second && Problem(segment, first) is { } reason && second.Size >= reason.Size)
        {
            (_segments[segment.Index], _stored[segment.Index]) = (segment with { Take = first.Take }, first with { Doubt = reason.Reason });
        }
    }

    SpeechDoubt? Problem(PlannedSegment segment, StoredSegment stored) => Pace.IsOutlier(segment.Text, segment.Speaker, stored.Seconds)
        ? SpeechDoubt.OfOutlier(Pace.Deviation(segment.Text, segment.Speaker, stored.Seconds)!.Value)
        : stored.Shape is { } shape ? Pace.Doubt(segment.Text, segment.Speaker, shape, usual: null) : null;

    static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? one : one;
}
