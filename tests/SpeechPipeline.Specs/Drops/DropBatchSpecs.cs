using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Specs.Drops;

/// <summary>Files of one job a line, dropped.</summary>
public sealed class DropBatchSpecs(DropFixture fixture) : IClassFixture<DropFixture>
{
    const string TwoLines = "{\"input\":\"One.\"}\nnonsense\n{\"input\":\"Two.\",\"voice\":\"am_echo\"}\n";

    static CancellationToken Cancellation => DropFixture.Cancellation;

    [Fact]
    public async Task A_dropped_batch_comes_back_with_its_counts_when_it_ends()
    {
        await fixture.DropAsync("batch/_defaults.json", """{"voice":"am_adam","captions":true,"metadata":{"from":"folder"}}""");
        await fixture.DropAsync("batch/many.ndjson", TwoLines);
        await fixture.SweepAsync();

        var batch = await FindAsync("batch/many.ndjson");
        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "batch/many"));
        batch = await RunAsync(batch);
        var jobs = await JobsOfAsync(batch);
        Assert.Equal(["am_adam", "am_echo"], jobs.Select(job => job.Voice));
        Assert.Equal("""{"from":"folder"}""", batch.Metadata);

        foreach (var job in jobs)
        {
            job.State = JobStatus.Failed;
            Assert.True(await fixture.Jobs.Get<JobEnding>().TryEndAsync(job, Cancellation));
        }

        await RunAsync(batch);
        Assert.Equal(TwoLines, await DropFixture.TextAsync(fixture.Storage.DropsDone, "batch/many.ndjson"));
        var report = await DropFixture.JsonAsync(fixture.Storage.DropsDone, "batch/many.ndjson.json");
        Assert.Equal("""{"total":3,"pending":0,"admitted":0,"completed":0,"failed":2,"cancelled":0,"rejected":1}""", report.GetProperty("items").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.EndsWith($"/batches/{batch.PartitionKey}", report.GetProperty("batch").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_was_accepted_before_a_crash_is_not_accepted_again()
    {
        await fixture.DropAsync("crash/many.ndjson", TwoLines);
        var lease = fixture.Storage.Drops.GetBlobClient("crash/many.ndjson");
        var properties = (await lease.GetPropertiesAsync(cancellationToken: Cancellation)).Value;
        var version = new DropVersion("crash/many.ndjson", properties.ETag, properties.LastModified);
        var batches = fixture.Jobs.Get<DropBatches>();
        using (var file = (await lease.DownloadStreamingAsync(cancellationToken: Cancellation)).Value)
        {
            var (acceptAsync, _) = await batches.ReadAsync(version, file, Cancellation);
            await acceptAsync!("http://localhost:7071/api", Cancellation);
        }

        await fixture.TakeAsync("crash/many.ndjson");

        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "crash/"));
        Assert.Single(await AllAsync("crash/many.ndjson"));
    }

    [Theory]
    [InlineData("blank.ndjson", "\n \n", "has 0 items")]
    [InlineData("empty.ndjson", "", "is empty.")]
    public async Task A_batch_without_items_is_refused(string name, string content, string reason)
    {
        await fixture.DropAsync($"refused/{name}", content);
        await fixture.SweepAsync();

        var report = await DropFixture.JsonAsync(fixture.Storage.DropsFailed, $"refused/{name}.json");
        Assert.Contains(reason, report.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await AllAsync($"refused/{name}"));
    }

    [Fact]
    public async Task Its_webhook_is_called_for_the_chosen_events_of_the_batch()
    {
        await fixture.DropAsync("told/_defaults.json", """{"voice":"am_adam","webhook":{"url":"http://127.0.0.1:9/hook","events":["batch.failed"]}}""");
        await fixture.DropAsync("told/many.ndjson", TwoLines);
        await fixture.SweepAsync();
        var batch = await FindAsync("told/many.ndjson");
        Assert.Equal(("http://127.0.0.1:9/hook", "batch.failed"), (batch.Webhook, batch.WebhookEvents));
    }

    [Fact]
    public async Task Defaults_that_no_item_could_have_are_refused_by_their_file()
    {
        await fixture.DropAsync("wrong/_defaults.json", """{"voice":"("}""");
        await fixture.DropAsync("wrong/many.ndjson", TwoLines);
        await fixture.SweepAsync();

        var report = await DropFixture.JsonAsync(fixture.Storage.DropsFailed, "wrong/many.ndjson.json");
        Assert.Contains("wrong/_defaults.json", report.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    async Task<List<BatchRow>> AllAsync(string path) => await fixture.Storage.BatchTable
        .QueryAsync<BatchRow>(row => row.RowKey == BatchRow.Key && row.Drop == path, cancellationToken: Cancellation).ToListAsync(Cancellation);

    async Task<BatchRow> FindAsync(string path) => Assert.Single(await AllAsync(path));

    async Task<BatchRow> RunAsync(BatchRow batch)
    {
        await fixture.Jobs.Get<BatchRunner>().RunAsync(BatchMessage.For(batch.PartitionKey), Cancellation);
        return await FindAsync(batch.Drop!);
    }

    async Task<List<JobRow>> JobsOfAsync(BatchRow batch) => [.. (await fixture.Storage.JobTable
        .QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Batch == batch.PartitionKey, cancellationToken: Cancellation).ToListAsync(Cancellation)).OrderBy(job => job.BatchItem)];
}
