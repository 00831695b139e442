using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.FunctionsHost;
using SpeechPipeline.LocalHost;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Worker.Specs;

/// <summary>The worker and the local host, each with storage of its own, the same speech endpoint, and the same things in them.</summary>
public sealed class BothHosts : IAsyncLifetime
{
    readonly WorkerPipeline _fixture = new(knowsItsAddress: false, "worker-parity.log");
    readonly PageSite _site = new("");
    LocalPipeline? _local;
    Side? _worker;
    Side? _localSide;

    public async ValueTask InitializeAsync()
    {
        await _fixture.StartAsync();
        var settings = WorkerPipeline.Settings(await AzuriteFixture.NewAccountAsync(), _fixture.Endpoint).ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["Host:FunctionKeys:0"] = StandInHostOptions.FunctionKey;
        // The real host takes every name; of the local one, this name is asked for.
        settings["Host:AllowedHosts:0"] = "speech.example.com";
        _local = await LocalPipeline.StartAsync(new LocalPipelineOptions { Settings = settings }, CancellationToken.None);
        var sides = await Task.WhenAll(
            Side.PrepareAsync(_fixture.Caller, _fixture.Storage, _site.Address("missing")),
            Side.PrepareAsync(new Caller(_local.Address, StandInHostOptions.FunctionKey), _local.Services.GetRequiredService<PipelineStorage>(), _site.Address("missing")));
        (_worker, _localSide) = (sides[0], sides[1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }

        await _fixture.DisposeAsync();
        _site.Dispose();
    }

    /// <summary>Both answers to one request: the worker's, and the local host's.</summary>
    internal async Task<(Answer Worker, Answer Local)> AskAsync(Row row)
    {
        var answers = await Task.WhenAll(_worker!.AskAsync(row), _localSide!.AskAsync(row));
        return (answers[0], answers[1]);
    }

    /// <summary>One of the two, and the names of what was made in it.</summary>
    sealed class Side(Caller caller, IReadOnlyDictionary<string, string> names)
    {
        const string Article = """
            { "article": { "format": "markdown", "content": "# A lamp\n\nThe lamp was lit at dusk.\n\n## The night\n\nNobody saw it." },
              "voice": "am_adam", "show": "parity", "metadata": { "order": "17" } }
            """;

        public static async Task<Side> PrepareAsync(Caller caller, PipelineStorage storage, string missing)
        {
            using (await caller.SendAsync(HttpMethod.Put, "api/shows/parity", new StringContent("""{ "title": "Parity", "visibility": "public" }""", Encoding.UTF8, "application/json")))
            {
            }

            var job = await caller.PostTextAsync("api/jobs", "application/json", Article);
            var failed = await caller.PostAsync("api/jobs", new { source_url = missing, voice = "am_adam" });
            var batch = await caller.PostTextAsync("api/batches?voice=am_adam", "application/x-ndjson", "{\"input\":\"An item.\"}\n{\"input\":7}\n");
            var done = await caller.CompletionOfJobAsync(job.Text("id"));
            await caller.EndOfJobAsync(failed.Text("id"));
            await Eventually.SeeAsync(() => caller.GetAsync($"api/batches/{batch.Text("id")}"), seen => seen.Text("status") is "completed");
            await Eventually.SeeAsync(() => caller.GetAsync("api/shows/parity"), seen => seen.At("feed").Number("episodes") == 1);
            await storage.Queue(QueueNames.SpeechJobs).SendMessageAsync("not a message");
            var parked = await Eventually.SeeAsync(() => caller.GetAsync("api/parked"), seen => seen.At("data").GetArrayLength() == 1);
            return new Side(caller, new Dictionary<string, string>
            {
                ["{job}"] = job.Text("id"),
                ["{failed}"] = failed.Text("id"),
                ["{batch}"] = batch.Text("id"),
                ["{parked}"] = parked.At("data")[0].Text("id"),
                ["{show}"] = "parity",
                ["{token}"] = done.At("result", "audio").Text("url").Split("t=")[1],
            });
        }

        public async Task<Answer> AskAsync(Row row)
        {
            var path = names.Aggregate(row.Path, (path, name) => path.Replace(name.Key, name.Value, StringComparison.Ordinal));
            using var response = await caller.SendAsync(new HttpMethod(row.Method), path, row.Body?.Invoke(), row.With);
            return await Answer.OfAsync(response, TestContext.Current.CancellationToken);
        }
    }
}
