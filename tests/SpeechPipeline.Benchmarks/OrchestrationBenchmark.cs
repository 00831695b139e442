using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// What the pipeline adds to the endpoint's own time: a 200-segment article against an endpoint that takes 400 ms for any segment
/// and allows 16 at once, from submission to webhook, over the 13 rounds that are needed at least.
/// </summary>
static class OrchestrationBenchmark
{
    const int Segments = 200;
    const int AtOnce = 16;

    static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(400);

    public static async Task RunAsync()
    {
        await using var endpoint = await FixedEndpoint.StartAsync(Latency, AtOnce);
        await using (var pipeline = await StartAsync(endpoint))
        {
            using var http = Client(pipeline);
            await PrintAsync("cold, one article of 200 segments", http, endpoint, jobs: 1, Segments, times: 1);
            await PrintAsync("warm, one article of 200 segments", http, endpoint, jobs: 1, Segments, times: 5);
        }

        // On storage of its own: Azurite takes longer over every call, the more it holds.
        await using (var pipeline = await StartAsync(endpoint))
        {
            using var http = Client(pipeline);
            await RunJobsAsync(http, endpoint, jobs: 1, Segments);
            await PrintAsync("warm, 50 articles of 4 segments at once", http, endpoint, jobs: 50, Segments / 50, times: 3);
        }
    }

    /// <summary>In a process of its own: what a process has taken for one thing it does not give back before the next.</summary>
    public static async Task RunMemoryAsync()
    {
        await using var endpoint = await FixedEndpoint.StartAsync(Latency, AtOnce);
        await using var pipeline = await StartAsync(endpoint);
        using var http = Client(pipeline);
        await PrintMemoryAsync(http, endpoint);
    }

    static Task<LocalPipeline> StartAsync(FixedEndpoint endpoint) => LocalPipeline.StartAsync(new LocalPipelineOptions
    {
        Settings = new Dictionary<string, string?>
        {
            ["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri,
            ["Speech:Concurrency"] = AtOnce.ToString(CultureInfo.InvariantCulture),
        },
    }, CancellationToken.None);

    static HttpClient Client(LocalPipeline pipeline) => new() { BaseAddress = new Uri(pipeline.Address, "api/"), Timeout = TimeSpan.FromMinutes(10) };

    static async Task PrintAsync(string what, HttpClient http, FixedEndpoint endpoint, int jobs, int segments, int times)
    {
        var ideal = (Latency * Math.Ceiling((double)jobs * segments / AtOnce)).TotalSeconds;
        var (all, toFirst, calls, toWebhook) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < times; i++)
        {
            endpoint.Reset();
            var began = Stopwatch.GetTimestamp();
            await RunJobsAsync(http, endpoint, jobs, segments);
            var ended = Stopwatch.GetTimestamp();
            all.Add(Seconds(began, ended));
            toFirst.Add(Seconds(began, endpoint.FirstCall));
            calls.Add(Seconds(endpoint.FirstCall, endpoint.LastAnswer));
            toWebhook.Add(Seconds(endpoint.LastAnswer, ended));
        }

        var took = Median.Of(all);
        Console.WriteLine($"{what}: {took:0.00} s = {took / ideal:0.00} x the ideal {ideal:0.0} s ({(times == 1 ? "once" : $"median of {times}, {all.Min() / ideal:0.00} to {all.Max() / ideal:0.00}")}; {endpoint.Calls} calls, {endpoint.Refused} refused)");
        Console.WriteLine($"  {Median.Of(toFirst):0.00} s to the first call, {Median.Of(calls):0.00} s for the calls, {Median.Of(toWebhook):0.00} s to the last webhook");
    }

    static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    static async Task PrintMemoryAsync(HttpClient http, FixedEndpoint endpoint)
    {
        foreach (var jobs in (int[])[1, 10, 100])
        {
            using var sampling = new CancellationTokenSource();
            var peak = PeakAsync(sampling.Token);
            await RunJobsAsync(http, endpoint, jobs, segments: 4);
            await sampling.CancelAsync();
            Console.WriteLine($"memory of the host (with this benchmark and its endpoint), {jobs} jobs at once: {await peak / 1_000_000:0} MB resident at the peak");
        }
    }

    static async Task<double> PeakAsync(CancellationToken cancellationToken)
    {
        var peak = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(50, CancellationToken.None);
        }

        return peak;
    }

    static async Task RunJobsAsync(HttpClient http, FixedEndpoint endpoint, int jobs, int segments) =>
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(async _ =>
        {
            using var response = await http.PostAsJsonAsync("jobs", new { input = Article(segments), voice = "af_heart", response_format = "wav", webhook = endpoint.Webhook });
            var job = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            await endpoint.WebhookOfAsync(job.GetProperty("id").GetString()!);
        }));

    /// <summary>Paragraphs that nobody has spoken before, each one segment.</summary>
    static string Article(int segments)
    {
        var text = new StringBuilder();
        for (var i = 0; i < segments; i++)
        {
            text.Append($"{i}, {Guid.NewGuid().ToString("N")[..12]}.\n\n");
        }

        return text.ToString();
    }
}
