using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Jobs;

/// <summary>How jobs are run: section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>
    /// How long one invocation begins new segments and new chunks to master, before the next invocation continues. Default 4 minutes. From
    /// 1 s to 25 min; this and one call to the endpoint together must be below the function's time-out.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:25:00")]
    public TimeSpan InvocationBudget { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>How long a runner's claim on a job lasts without renewal. Default 60 s. From 2 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often progress is written. Default 2 s. From 0.1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many segments of one job are in work at once: looked up, waiting for the limiter, spoken, stored. Default 32,
    /// so that calls to the endpoint continue while other segments are looked up and stored. From 1 to 128.
    /// </summary>
    [Range(1, 128)]
    public int SegmentConcurrency { get; set; } = 32;

    /// <summary>How long a job that has begun may go without progress before it fails. Default 24 h. From 1 min to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How many days after its end a job is deleted, if neither it nor its show says so. Default none: jobs are kept for ever. From 1 to 36,500. It
    /// applies to jobs that end from then on.
    /// </summary>
    [Range(RetentionField.LeastDays, RetentionField.MostDays)]
    public int? RetentionDays { get; set; }

    /// <summary>
    /// How long the sweep ignores work that was just written or checked. Default 1 minute, so that a message that a crash
    /// left unsent is sent within two. From 1 s to 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromMinutes(1);
}
