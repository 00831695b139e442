using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.FunctionsHost;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Storage;
using SpeechPipeline.TestTools;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// How long the published app takes from the start of its process to its first answered request, under a stand-in for the Functions host:
/// compiled ahead, not compiled ahead, and the least that a worker can be. Their starts alternate, so that a noisy machine is noisy to all.
/// </summary>
static class WorkerStartBenchmark
{
    const int Starts = 11;

    public static async Task RunAsync()
    {
        var ahead = await PublishAsync("SpeechPipeline.Functions", "src", "app", "-p:PublishReadyToRun=true");
        var jit = await PublishAsync("SpeechPipeline.Functions", "src", "app-jit", "-p:PublishReadyToRun=false");
        var hello = await PublishAsync("SpeechPipeline.HelloWorker", "tests", "hello", "-p:PublishReadyToRun=true");
        await using var azurite = await AzuriteServer.StartAsync();
        await using var endpoint = await SpeechEndpoint.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri,
            ["Outbound:AllowedPrivateHosts:0"] = "127.0.0.1",
        };
        await using var services = new ServiceCollection().AddLogging()
            .AddSpeechPipeline(new ConfigurationBuilder().AddInMemoryCollection(settings!).Build()).BuildServiceProvider();
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);

        (string Name, string Folder, string Path)[] workers =
        [
            ("hello world", hello, "api/hello"), ("the app", ahead, "api/health"), ("the app, without ReadyToRun", jit, "api/health"),
        ];
        var times = workers.ToDictionary(worker => worker.Name, _ => new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            foreach (var (name, folder, path) in workers)
            {
                times[name].Add(await StartAsync(folder, path, settings));
            }
        }

        Console.WriteLine($"Process start to the first answered request, under a stand-in for the Functions host, median of {Starts}:");
        var least = Median.Of(times["hello world"]);
        foreach (var (name, folder, path) in workers)
        {
            var size = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6;
            var median = Median.Of(times[name]);
            Console.WriteLine($"  {median,6:0} ms = {median / least:0.00} x  {name} (GET /{path}, {size:0} MB)");
        }
    }

    static async Task<double> StartAsync(string folder, string path, Dictionary<string, string> settings)
    {
        var began = Stopwatch.GetTimestamp();
        await using var host = await StandInHost.StartAsync(new StandInHostOptions(folder, settings), CancellationToken.None);
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(host.Address, path))).EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static async Task<string> PublishAsync(string project, string under, string name, string property)
    {
        var folder = Repository.PathOf("artifacts", "start", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        using var publish = Process.Start(
            "dotnet", ["publish", Repository.PathOf(under, project), "-o", folder, property, "-v", "quiet", "--nologo"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"{project} could not be published.");
    }
}
