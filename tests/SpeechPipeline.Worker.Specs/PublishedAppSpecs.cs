using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What is deployed: all of it, for one platform, and no more.</summary>
public sealed class PublishedAppSpecs
{
    const int LargestFolderMebibytes = 88;
    const int LargestZipMebibytes = 37;

    /// <summary>Whoever renames a function, or changes what it listens to, says so here: callers, queues and dashboards know these names.</summary>
    public static IReadOnlyList<string> Functions { get; } =
    [
        "CancelBatch: POST batches/{id}/cancel (Function)",
        "CancelJob: POST jobs/{id}/cancel (Function)",
        "CreateSpeech: POST v1/audio/speech (Anonymous)",
        "DeleteJob: DELETE jobs/{id} (Function)",
        "DeleteParked: DELETE parked/{queue}/{id} (Function)",
        "DeliverWebhook: queue webhook-deliveries",
        "ExpandBatch: queue speech-batches",
        "GetBatch: GET batches/{id} (Function)",
        "GetCosts: GET costs (Function)",
        "GetDashboard: GET dashboard (Anonymous)",
        "GetDashboardFile: GET dashboard/{file} (Anonymous)",
        "GetDrops: GET drops (Function)",
        "GetEpisodeFile: GET,HEAD,OPTIONS episodes/{id}/{file} (Anonymous)",
        "GetEpisodePage: GET episodes/{id}/page (Anonymous)",
        "GetHealth: GET health (Anonymous)",
        "GetJob: GET jobs/{id} (Function)",
        "GetJobEvents: GET jobs/{id}/events (Function)",
        "GetOpenApi: GET openapi.json (Anonymous)",
        "GetParked: GET parked/{queue}/{id} (Function)",
        "GetReference: GET reference (Anonymous)",
        "GetShow: GET shows/{show} (Function)",
        "GetShowFeed: GET,HEAD,OPTIONS shows/{show}/feed.xml (Anonymous)",
        "GetShowQrCode: GET shows/{show}/qr.svg (Function)",
        "GetVoiceSample: GET voices/sample (Function)",
        "GetVoices: GET voices (Function)",
        "HandlePoisonedBatch: queue speech-batches-poison",
        "HandlePoisonedDroppedFile: queue dropped-files-poison",
        "HandlePoisonedFeed: queue show-feeds-poison",
        "HandlePoisonedJob: queue speech-jobs-poison",
        "HandlePoisonedWebhook: queue webhook-deliveries-poison",
        "ListBatchItems: GET batches/{id}/items (Function)",
        "ListBatches: GET batches (Function)",
        "ListDeliveries: GET webhooks/deliveries (Function)",
        "ListEpisodes: GET shows/{show}/episodes (Function)",
        "ListJobs: GET jobs (Function)",
        "ListModels: GET v1/models (Anonymous)",
        "ListParked: GET parked (Function)",
        "ListShows: GET shows (Function)",
        "ListSpeechVoiceNames: GET v1/audio/voices (Anonymous)",
        "ListSpeechVoices: GET v1/voices (Anonymous)",
        "MakeFeed: queue show-feeds",
        "PutShow: PUT shows/{show} (Function)",
        "RedeliverBatchWebhook: POST batches/{id}/webhook/redeliver (Function)",
        "RedeliverJobWebhook: POST jobs/{id}/webhook/redeliver (Function)",
        "RefuseSpeechSocket: GET v1/audio/speech/websocket (Anonymous)",
        "RemoveEpisode: DELETE shows/{show}/episodes/{id} (Function)",
        "RenewShowToken: POST shows/{show}/token (Function)",
        "RetryBatch: POST batches/{id}/retry (Function)",
        "RetryJob: POST jobs/{id}/retry (Function)",
        "SubmitBatch: POST batches (Function)",
        "SubmitJob: POST jobs (Function)",
        "SweepDrops: timer %DropSweepSchedule%",
        "SweepUnfinished: timer %SweepSchedule%",
        "SynthesizeJob: queue speech-jobs",
        "TakeDroppedFile: queue dropped-files",
        "TestWebhook: POST webhooks/test (Function)",
    ];

    [Fact]
    public void Every_function_is_listed_with_its_queue_route_schedule_and_level() =>
        Assert.Equal(Functions, PublishedApp.Functions().Select(function => function.ToString()));

    [Theory]
    [InlineData("SpeechPipeline.Functions.dll")]
    [InlineData("SpeechPipeline.Triggers.dll")]
    [InlineData("SpeechPipeline.dll")]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("extensions.json")]
    [InlineData("worker.config.json")]
    [InlineData("lame/mp3.wasm")]
    [InlineData("libwasmtime.so")]
    [InlineData("libsodium.so")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader.dll")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.Storage.Queues.dll")]
    [InlineData(".azurefunctions/function.deps.json")]
    public void What_the_host_and_the_worker_load_is_there(string file) =>
        Assert.True(new FileInfo(Path.Combine(PublishedApp.Folder, file)) is { Exists: true, Length: > 0 }, $"{file} is missing or empty.");

    [Fact]
    public void The_hosts_settings_are_the_repositorys() =>
        Assert.Equal(File.ReadAllBytes(Repository.PathOf("host.json")), File.ReadAllBytes(Path.Combine(PublishedApp.Folder, "host.json")));

    [Fact]
    public void There_is_one_platform_and_neither_symbols_nor_documentation_nor_settings_of_a_machine()
    {
        var files = PublishedApp.Files();
        Assert.DoesNotContain(files, file => Path.GetExtension(file) is ".pdb" or ".xml" or ".dylib" or ".exe");
        Assert.DoesNotContain(files, file => file.Contains("runtimes/", StringComparison.Ordinal));
        Assert.DoesNotContain("local.settings.json", files);
        Assert.Equal(["libsodium.so", "libwasmtime.so"], files.Where(file => Path.GetExtension(file) == ".so"));
        Assert.All(["libsodium.so", "libwasmtime.so"], IsLinuxOnX64);
    }

    [Fact]
    public void It_is_small_enough_to_start_from()
    {
        Assert.InRange(PublishedApp.Files().Sum(file => new FileInfo(Path.Combine(PublishedApp.Folder, file)).Length), 1, LargestFolderMebibytes * 1024L * 1024L);
        Assert.InRange(new FileInfo(PublishedApp.Zip).Length, 1, LargestZipMebibytes * 1024L * 1024L);
    }

    [Theory]
    [InlineData("SpeechPipeline.dll")]
    [InlineData("SpeechPipeline.Triggers.dll")]
    [InlineData("Azure.Core.dll")]
    public void It_is_compiled_ahead(string file)
    {
        using var assembly = new PEReader(File.OpenRead(Path.Combine(PublishedApp.Folder, file)));
        Assert.NotEqual(0, assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.True(assembly.HasMetadata && assembly.GetMetadataReader().IsAssembly);
    }

    [Fact]
    public void It_runs_on_the_shared_framework_that_Azure_has()
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PublishedApp.Folder, "SpeechPipeline.Functions.runtimeconfig.json")));
        var frameworks = config.RootElement.GetProperty("runtimeOptions").GetProperty("frameworks").EnumerateArray().Select(framework => framework.GetProperty("name").GetString());
        Assert.Equal(["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"], frameworks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_zip_holds_the_folder_and_nothing_else()
    {
        using var zip = ZipFile.OpenRead(PublishedApp.Zip);
        var entries = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToDictionary(entry => entry.FullName, StringComparer.Ordinal);
        Assert.Equal(PublishedApp.Files(), entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(entries, entry =>
        {
            using var packed = entry.Value.Open();
            var content = new MemoryStream();
            packed.CopyTo(content);
            Assert.True(content.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(PublishedApp.Folder, entry.Key))), entry.Key);
        });
    }

    // ELF: 64 bits, little-endian, machine 62 (x86-64).
    static void IsLinuxOnX64(string file)
    {
        var header = File.ReadAllBytes(Path.Combine(PublishedApp.Folder, file)).AsSpan(0, 20);
        Assert.Equal("\u007fELF\u0002\u0001"u8.ToArray(), header[..6].ToArray());
        Assert.Equal(62, BitConverter.ToUInt16(header[18..]));
    }
}
