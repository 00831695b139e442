using System.Diagnostics;
using System.Net.Http.Json;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// How long a user waits: from starting the program to a host that answers, and from submitting a sentence to its episode,
/// against the time that the voice alone needs for the sentence.
/// </summary>
static class StartBenchmark
{
    const int Starts = 5;
    const int Jobs = 20;

    public static async Task RunAsync()
    {
        Console.WriteLine("Process start to a host that answers (speech serve, storage on disk):");
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            starts.Add(await StartAsync());
        }

        Console.WriteLine($"  median of {Starts}: {Median.Of(starts):0} ms (all: {string.Join(", ", starts.Select(ms => $"{ms:0}"))})");
        Console.WriteLine($"  Azurite alone: {Median.Of(await RepeatAsync(3, AzuriteAsync)):0} ms");
        Console.WriteLine();
        await MeasureJobsAsync();
    }

    static async Task<double> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("speech-start-");
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "speech.dll"), "serve", "--port", "0", "--data", data.FullName]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended.");
            using var http = new HttpClient();
            (await http.GetAsync(new Uri(line.Split(' ')[2].TrimEnd(',') + "/health"))).EnsureSuccessStatusCode();
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            await Task.Delay(500);
            data.Delete(recursive: true);
        }
    }

    static async Task<double> AzuriteAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await using var azurite = await LocalHost.Azurite.AzuriteServer.StartAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static async Task MeasureJobsAsync()
    {
        await using var pipeline = await LocalPipeline.StartAsync(new LocalPipelineOptions(), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(pipeline.Address, "api/") };
        await RunJobAsync(http, "The first job of a process loads what the others find there.");

        var runs = new List<JobTimes>();
        var voice = new List<double>();
        var endpoint = new List<double>();
        for (var i = 0; i < Jobs; i++)
        {
            var sentence = $"Sentence number {i} was written to be timed.";
            runs.Add(await RunJobAsync(http, sentence));
            voice.Add(await SpeakAsync(sentence));
            endpoint.Add(await AskEndpointAsync(pipeline, sentence));
        }

        var total = Median.Of(runs.Select(run => run.Total));
        var flite = Median.Of(voice);
        Console.WriteLine($"Submission to completed, one sentence, median of {Jobs}: {total:0} ms = {total / flite:0.0} x the {flite:0} ms of Flite alone (slt, 16 kHz). Of it:");
        Row("accepted: checked, stored, enqueued (HTTP answer)", runs.Select(run => run.Accepted));
        Row("in the queue: until the listener's next poll and the claim", runs.Select(run => run.Queued));
        Row("in work: plan, speech, storing, joining, MP3, manifest, end", runs.Select(run => run.Worked));
        Row("  of it the endpoint's answer: Flite, resampling to 24 kHz, WAV, HTTP", endpoint);
        Row("until seen: the caller asks every 10 ms", runs.Select(run => run.Total - run.Accepted - run.Queued - run.Worked));
    }

    static void Row(string what, IEnumerable<double> values) => Console.WriteLine($"  {Median.Of(values),6:0} ms  {what}");

    static async Task<JobTimes> RunJobAsync(HttpClient http, string sentence)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync("jobs", new { input = sentence, voice = "af_heart" });
        var job = (await response.Content.ReadFromJsonAsync<JobObject>(PipelineJson.Options))!;
        var accepted = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var acceptedAt = DateTimeOffset.UtcNow;
        while (job.Status != JobStatus.Completed)
        {
            if (job.Status == JobStatus.Failed)
            {
                throw new InvalidOperationException(job.Error!.Message);
            }

            await Task.Delay(10);
            job = (await http.GetFromJsonAsync<JobObject>($"jobs/{job.Id}", PipelineJson.Options))!;
        }

        return new JobTimes(
            Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            accepted,
            (job.StartedAt!.Value - acceptedAt).TotalMilliseconds,
            (job.EndedAt!.Value - job.StartedAt.Value).TotalMilliseconds);
    }

    static async Task<double> AskEndpointAsync(LocalPipeline pipeline, string sentence)
    {
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync(
            new Uri($"{pipeline.SpeechAddress}/audio/speech"), new { model = "hexgrad/Kokoro-82M", voice = "af_heart", input = sentence });
        await response.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static async Task<double> SpeakAsync(string sentence)
    {
        var began = Stopwatch.GetTimestamp();
        await Flite.Shared.SpeakAsync(FliteVoice.Slt, sentence, CancellationToken.None);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static async Task<IReadOnlyList<double>> RepeatAsync(int count, Func<Task<double>> measure)
    {
        var values = new List<double>();
        for (var i = 0; i < count; i++)
        {
            values.Add(await measure());
        }

        return values;
    }

    sealed record JobTimes(double Total, double Accepted, double Queued, double Worked);
}
