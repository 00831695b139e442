using SpeechPipeline.Jobs;

namespace SpeechPipeline.Cli.Converting;

/// <summary>Follows jobs until they have ended.</summary>
sealed class JobWatch(PipelineClient client, ProgressDisplay display)
{
    const int FirstWaitMilliseconds = 50;
    const int LongestWaitMilliseconds = 1_000;

    /// <param name="name">The name under which its progress is shown.</param>
    /// <param name="job">The job.</param>
    /// <param name="patience">When to give up.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    /// <exception cref="ConversionException">It could not advance for longer than the patience.</exception>
    public async Task<JobObject> UntilEndedAsync(string name, JobObject job, Patience patience, CancellationToken cancellationToken)
    {
        for (var wait = FirstWaitMilliseconds; job.Status is JobStatus.Queued or JobStatus.Running; wait = Math.Min(wait * 3 / 2, LongestWaitMilliseconds))
        {
            patience.Follow(job);
            display.Advanced(name, job, patience.Left);
            if (patience.IsOver)
            {
                throw new ConversionException(name, $"gave up after {Durations.Text(patience.Limit)} without progress. {patience.Reason} Correct that and try again, or wait longer with --wait.");
            }

            await Task.Delay(wait, cancellationToken);
            job = await client.GetAsync(job.Id, cancellationToken);
        }

        return job;
    }

    /// <summary>Why an ended job has no episode.</summary>
    public static string ReasonOf(JobObject job) => job.Error is { } error
        ? $"{error.Message}{(error.Segment is { } segment ? $" (segment {segment + 1})" : "")}"
        : $"the job is {job.Status.ToString().ToLowerInvariant()}.";
}
