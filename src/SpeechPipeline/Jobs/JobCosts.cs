using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Adds up what jobs have sent and cost, by day, model and show. Deleted jobs are not counted.</summary>
public sealed class JobCosts(JobStore store, TimeProvider time)
{
    /// <summary>The most jobs that one answer adds up: some seconds.</summary>
    public const int MostJobs = 20_000;

    /// <param name="days">The number of days (UTC), today's included, from 1.</param>
    /// <param name="after">Where the answer before this one ended; null: from the newest job.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<CostsObject> ReadAsync(int days, JobId? after, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - days);
        var jobs = await store.CostsAsync(since, after, MostJobs, cancellationToken);
        var sums = jobs
            .GroupBy(static job => (Day: DateOnly.FromDateTime(job.CreatedAt.UtcDateTime), job.Model, job.Show))
            .Select(static group => new CostsObject.SumPart(
                group.Key.Day, group.Key.Model, group.Key.Show, group.Count(), group.Sum(static job => job.Characters), group.Sum(static job => job.CharactersSent),
                group.Sum(static job => job.CharactersCached), group.Sum(static job => job.Price is null ? job.CharactersSent : 0), group.Sum(static job => job.CostUsd ?? 0)))
            .OrderByDescending(static sum => sum.Day).ThenBy(static sum => sum.Model, StringComparer.Ordinal).ThenBy(static sum => sum.Show, StringComparer.Ordinal);
        return new CostsObject("costs", DateOnly.FromDateTime(since.UtcDateTime), [.. sums], jobs.Count == MostJobs ? jobs[^1].PartitionKey : null);
    }
}

/// <summary>What jobs have sent and cost.</summary>
/// <param name="Object">Always <c>costs</c>.</param>
/// <param name="Since">The first day.</param>
/// <param name="Data">By day, newest first, then by model and show. A day may be continued in the next answer.</param>
/// <param name="NextCursor">Where the next answer goes on; absent: these are all.</param>
public sealed record CostsObject(string Object, DateOnly Since, IReadOnlyList<CostsObject.SumPart> Data, string? NextCursor)
{
    /// <param name="Day">The day on which the jobs were submitted, in UTC.</param>
    /// <param name="Show">Absent: jobs without a show.</param>
    /// <param name="Jobs">The number of jobs.</param>
    /// <param name="Characters">Of the articles as they are spoken.</param>
    /// <param name="CharactersSent">Of all calls that the endpoint accepted.</param>
    /// <param name="CharactersCached">Those whose speech was stored already.</param>
    /// <param name="CharactersUnpriced">Those sent to a model whose price is unknown; they are not in the cost.</param>
    /// <param name="CostUsd">The price of the characters sent.</param>
    public sealed record SumPart(
        DateOnly Day, string Model, string? Show, int Jobs, long Characters, long CharactersSent, long CharactersCached, long CharactersUnpriced, decimal CostUsd);
}
