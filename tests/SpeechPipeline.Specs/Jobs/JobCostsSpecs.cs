using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

public sealed class JobCostsSpecs
{
    [Fact]
    public async Task The_jobs_of_the_asked_days_are_read_page_by_page_and_no_older_ones()
    {
        await using var fixture = await JobFixture.StartAsync();
        var today = new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero);
        // The first moment of the first day counts, the one before it does not.
        foreach (var (created, i) in new[] { today.AddDays(-1), today.AddDays(-1).AddMilliseconds(-1), today, today.AddDays(-9) }.Select((time, i) => (time, i)))
        {
            await fixture.Storage.JobTable.AddEntityAsync(
                new JobRow { Id = JobId.From(created, [0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)i]), CreatedAt = created, Model = "m", CharactersSent = 10, UsdPerMillionCharacters = i == 2 ? null : 4 }, JobFixture.Cancellation);
        }

        var costs = await fixture.Get<JobCosts>().ReadAsync(2, after: null, JobFixture.Cancellation);
        Assert.Equal(
            [(today, 1, 10L, 10L, 0m), (today.AddDays(-1), 1, 10, 0, 0.00004m)],
            costs.Data.Select(sum => (new DateTimeOffset(sum.Day, default, default), sum.Jobs, sum.CharactersSent, sum.CharactersUnpriced, sum.CostUsd)));
        Assert.Null(costs.NextCursor);

        var first = Assert.Single(await fixture.Get<JobStore>().CostsAsync(today.AddDays(-1), after: null, 1, JobFixture.Cancellation));
        var second = Assert.Single(await fixture.Get<JobStore>().CostsAsync(today.AddDays(-1), first.Id, 10, JobFixture.Cancellation));
        Assert.Equal((today, today.AddDays(-1)), (first.CreatedAt, second.CreatedAt));
    }
}
