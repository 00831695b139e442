using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using SpeechPipeline.LocalHost.Azurite;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class AzuriteServerSpecs : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-specs-");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Servers_that_start_at_once_each_serve_blobs_queues_and_tables()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AzuriteServer.StartAsync(cancellationToken: Cancellation)));
        foreach (var server in servers)
        {
            await new BlobServiceClient(server.ConnectionString).CreateBlobContainerAsync("only", cancellationToken: Cancellation);
            await new QueueServiceClient(server.ConnectionString).CreateQueueAsync("only", cancellationToken: Cancellation);
            Assert.NotNull((await new TableServiceClient(server.ConnectionString).CreateTableIfNotExistsAsync("only", Cancellation)).Value);
        }

        foreach (var server in servers)
        {
            await server.DisposeAsync();
            Assert.True(server.Ended.IsCompleted);
        }
    }

    [Fact]
    public async Task The_key_that_everyone_knows_does_not_open_it()
    {
        await using var server = await AzuriteServer.StartAsync(cancellationToken: Cancellation);
        const string Known = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        var key = server.ConnectionString.Split(';').Single(part => part.StartsWith("AccountKey="));
        var stranger = new BlobServiceClient(server.ConnectionString.Replace(key, $"AccountKey={Known}"), new() { Retry = { MaxRetries = 0 } });
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => stranger.GetPropertiesAsync(Cancellation))).Status);
    }

    [Fact]
    public async Task A_folder_keeps_the_data_from_one_start_to_the_next()
    {
        await using (var first = await AzuriteServer.StartAsync(_folder.FullName, Cancellation))
        {
            await WriteAsync(first.ConnectionString);
        }

        await using var second = await AzuriteServer.StartAsync(_folder.FullName, Cancellation);
        Assert.Equal("kept", await ReadAsync(second.ConnectionString));
    }

    [Fact]
    public async Task Signals_to_the_process_group_leave_it_to_its_parent_that_drains()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        await using var server = await AzuriteServer.StartAsync(cancellationToken: Cancellation);
        await new QueueServiceClient(server.ConnectionString).CreateQueueAsync("drains", cancellationToken: Cancellation);
        foreach (var signal in (string[])["-INT", "-TERM", "-HUP"])
        {
            using var kill = Process.Start("kill", [signal, $"{server.ProcessId}"]);
            await kill.WaitForExitAsync(Cancellation);
        }

        // A second by the server's own clock, over a connection of its own: one that obeyed would be gone by then.
        var queue = new QueueClient(server.ConnectionString, "drains", new() { Retry = { MaxRetries = 0 } });
        await queue.SendMessageAsync("", TimeSpan.FromSeconds(1), cancellationToken: Cancellation);
        await Eventually.IsTrueAsync(
            async () => (await queue.ReceiveMessageAsync(cancellationToken: Cancellation)).Value is not null, "the message appears", Cancellation);
        Assert.False(server.Ended.IsCompleted);
    }

    [Fact]
    public void Without_Azurite_the_error_says_how_to_get_it() =>
        Assert.Contains("npm ci", Assert.Throws<AzuriteException>(() => AzuriteFiles.Find(_folder.FullName)).Message);

    static async Task WriteAsync(string connectionString)
    {
        var container = new BlobContainerClient(connectionString, "kept");
        await container.CreateAsync(cancellationToken: Cancellation);
        await container.UploadBlobAsync("it", new BinaryData("kept"), Cancellation);
    }

    static async Task<string> ReadAsync(string connectionString) =>
        (await new BlobClient(connectionString, "kept", "it").DownloadContentAsync(Cancellation)).Value.Content.ToString();
}
