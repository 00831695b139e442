using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Cli.Serving;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.EndToEnd;

/// <summary>A directory and a storage of its own, with nobody between them: the test looks, and is the pipeline.</summary>
sealed class DropDirectory : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly Refusals _refusals;

    DropDirectory(ServiceProvider services, Refusals refusals) => (_services, _refusals) = (services, refusals);

    public string Root { get; } = Directory.CreateTempSubdirectory("speech-drop-").FullName;

    public Clock Time { get; } = new();

    /// <summary>What was logged.</summary>
    public LogLines Lines { get; } = new();

    public PipelineStorage Storage => _services.GetRequiredService<PipelineStorage>();

    /// <summary>Storage refuses the blob whose address ends so, with 400.</summary>
    public string? Refused { set => _refusals.Ending = value; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DropDirectory> CreateAsync()
    {
        var refusals = new Refusals();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = await AzuriteFixture.NewAccountAsync(),
            ["Speech:BaseAddress"] = "http://127.0.0.1:1/v1",
        }).Build();
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(refusals)).AddSpeechPipeline(configuration).BuildServiceProvider();
        var directory = new DropDirectory(services, refusals);
        await directory.Storage.CreateAsync(Cancellation);
        return directory;
    }

    public DropUploads Uploads() => new(Root, _services.GetRequiredService<DropIgnored>(), Storage, Time, Lines.For<DropUploads>());

    public DropDownloads Downloads(string? root = null) => new(root ?? Root, Storage, _services.GetRequiredService<JobStore>(), Time, Lines.For<DropDownloads>());

    public string PathOf(string name) => Path.Combine(Root, name);

    public bool Exists(string name) => File.Exists(PathOf(name));

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }

    /// <summary>A writer that holds the file and lets it be moved, as programs on Unix do.</summary>
    public StreamWriter Writer(string name) => new(new FileStream(PathOf(name), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>The names in the drop container.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Storage.Drops.GetBlobsAsync(cancellationToken: Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async Task<string> TextAsync(string name) => (await Storage.Drops.GetBlobClient(name).DownloadContentAsync(Cancellation)).Value.Content.ToString();

    /// <summary>Takes a file out of the container, as the pipeline does.</summary>
    public async Task<string> TakeAsync(string name)
    {
        var text = await TextAsync(name);
        await Storage.Drops.DeleteBlobAsync(name, cancellationToken: Cancellation);
        return text;
    }

    /// <summary>A file becomes an episode.</summary>
    public async Task<string> CompleteAsync(string path, string format, string audio)
    {
        var now = DateTimeOffset.UtcNow;
        var job = new JobRow
        {
            Id = JobId.From(now, RandomNumberGenerator.GetBytes(10)),
            State = JobStatus.Completed,
            CreatedAt = now,
            EndedAt = now,
            ResponseFormat = format,
            Drop = path,
        };
        await Storage.JobTable.AddEntityAsync(job, Cancellation);
        await Storage.Episodes.GetBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio)).UploadAsync(BinaryData.FromString(audio), Cancellation);
        await EndAsync(isDone: true, DropStamp.Of(job), new DropReport(path, job.PartitionKey, "completed", now, now, Links: new DropReport.LinksPart("http://a", "http://m")));
        return job.PartitionKey;
    }

    public async Task RefuseAsync(string path)
    {
        var version = new DropVersion(path, default, DateTimeOffset.UtcNow);
        await EndAsync(isDone: false, DropStamp.Refused(version, DateTimeOffset.UtcNow), DropReport.Refused(version, DateTimeOffset.UtcNow, []));
    }

    async Task EndAsync(bool isDone, DropStamp stamp, DropReport report)
    {
        var source = Storage.Drops.GetBlobClient(report.Path);
        await source.UploadAsync(BinaryData.FromString("The source."), overwrite: true, Cancellation);
        await new DropOutputs(Storage).WriteAsync(
            isDone, stamp, report, async token => await source.DownloadStreamingAsync(new BlobDownloadOptions(), token), Cancellation);
        await source.DeleteAsync(cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>The machine's clock, put forward.</summary>
    public sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Ahead;
    }

    public sealed class LogLines : ConcurrentQueue<string>
    {
        /// <summary>A fault of the log's own, at each line.</summary>
        public bool Fails { get; set; }

        public ILogger<T> For<T>() => new Logger<T>(this);

        sealed class Logger<T>(LogLines lines) : ILogger<T>
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lines.Enqueue(formatter(state, exception));
                if (lines.Fails)
                {
                    throw new NotSupportedException("No more lines.");
                }
            }
        }
    }

    sealed class Refusals() : DelegatingHandler(new SocketsHttpHandler())
    {
        public string? Ending { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Ending is null || !request.RequestUri!.AbsolutePath.EndsWith(Ending, StringComparison.Ordinal))
            {
                return base.SendAsync(request, cancellationToken);
            }

            var answer = new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { RequestMessage = request, Content = new ByteArrayContent([]) };
            answer.Headers.Add("x-ms-error-code", "InvalidInput");
            return Task.FromResult(answer);
        }
    }
}
