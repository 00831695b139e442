using System.Text;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Specs.Sources;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Batches;

/// <summary>A batch on the real core and real storage; the test delivers the messages, and ends the jobs.</summary>
public abstract class BatchFixture : IAsyncLifetime
{
    protected JobFixture Fixture { get; private set; } = null!;

    protected static CancellationToken Cancellation => JobFixture.Cancellation;

    protected BatchStore Store => Fixture.Get<BatchStore>();

    public async ValueTask InitializeAsync() => Fixture = await JobFixture.StartAsync(settings: ("Batches:UnfinishedItems", "3"));

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"input":"Item {{i}} speaks."}"""));

    protected static BatchId Id(BatchRow batch) => BatchId.Parse(batch.PartitionKey);

    protected static JobId BatchItemJobOf(BatchRow batch, int number) => BatchItemJob.Id(batch, number);

    protected async Task<BatchRow> AcceptAsync(string source, string query = "", BatchKind kind = BatchKind.Ndjson)
    {
        var id = BatchId.New(TimeProvider.System);
        var (envelope, problems) = await StoreAsync(id, kind, source, query);
        Assert.Empty(problems);
        return await Fixture.Get<BatchIntake>().AcceptAsync(id, id, envelope!, "http://localhost/api", Origin.Caller, Cancellation);
    }

    protected Task<(BatchEnvelope? Envelope, IReadOnlyList<FieldProblem> Problems)> StoreAsync(BatchId id, BatchKind kind, string source, string query) =>
        Fixture.Get<BatchIntake>().StoreAsync(id, kind, charset: null, new MemoryStream(Encoding.UTF8.GetBytes(source)),
            QueryFields.Read(query.Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]))), Cancellation);

    protected async Task<BatchRow> RunAsync(BatchRow batch)
    {
        await Fixture.Get<BatchRunner>().RunAsync(BatchMessage.For(batch.PartitionKey), Cancellation);
        return (await Store.FindAsync(Id(batch), Cancellation))!;
    }

    /// <summary>Ends an item's job as a runner would.</summary>
    protected async Task<JobRow> EndAsync(BatchRow batch, int number, JobStatus status)
    {
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, number), Cancellation))!;
        job.State = status;
        Assert.True(await Fixture.Get<JobEnding>().TryEndAsync(job, Cancellation));
        return job;
    }

    protected async Task DueAsync(BatchRow batch) => await Fixture.Get<UnfinishedIndex>().SetAsync(
        UnfinishedRow.For("batch", batch.PartitionKey, batch.Generation, DateTimeOffset.UtcNow.AddSeconds(-1)), Cancellation);

    protected async Task<List<BatchItemRow>> ItemsAsync(BatchRow batch) =>
        await Store.ItemsAsync(batch.PartitionKey, 0, [], perPage: null, Cancellation).ToListAsync(Cancellation);

    protected async Task<int> CountJobsAsync() => (await Fixture.Get<JobStore>().ListAsync(new JobSearch(), null, 1_000, Cancellation)).Jobs.Count;

    protected async Task<string> SourceOfAsync(BatchRow batch, int number)
    {
        var blob = await Fixture.Storage.Jobs.GetBlobClient($"{BatchItemJobOf(batch, number)}/source.txt").DownloadContentAsync(Cancellation);
        return blob.Value.Content.ToString();
    }

    /// <summary>A site; the test says each time with what status a page of it answers.</summary>
    private protected static Task<WebSite> ServeAsync(Func<string, Task<int>> status) => WebSite.StartAsync(async context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (await status(context.Request.Path), "text/plain");
        await context.Response.WriteAsync("The page is there again.", Cancellation);
    });
}
