using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using SpeechPipeline.Publishing;
using SpeechPipeline.Specs.Jobs;

namespace SpeechPipeline.Specs.Publishing;

/// <summary>Files of episodes that go through the pipeline.</summary>
public sealed class EpisodeDownloadSpecs
{
    const int Megabyte = 1_000_000;

    static readonly EpisodeFiles Files = new("job", "mp3", "http://localhost/api", "token", HasChapters: false);

    [Fact]
    public async Task A_file_is_asked_for_its_properties_once_and_for_no_more_than_is_read()
    {
        using var transport = new CountingTransport();
        await using var fixture = await JobFixture.StartAsync(transport);
        var bytes = new byte[Megabyte];
        new Random(7).NextBytes(bytes);
        await WriteAsync(fixture, bytes);
        transport.Calls.Clear();

        var file = await fixture.Get<EpisodeDownload>().OpenAsync(Files, EpisodeFile.Audio, JobFixture.Cancellation);
        Assert.Equal(["HEAD"], transport.Calls);
        await using var content = file!.Content;
        Assert.Equal(Megabyte, content.Length);

        var part = new byte[1_000];
        content.Seek(-5_000, SeekOrigin.End);
        await content.ReadExactlyAsync(part, JobFixture.Cancellation);
        Assert.Equal(bytes[^5_000..^4_000], part);
        content.Position = 100;
        await content.ReadExactlyAsync(part, JobFixture.Cancellation);
        Assert.Equal(bytes[100..1_100], part);
        Assert.Equal(["HEAD", "GET", "GET"], transport.Calls);

        using var whole = new MemoryStream();
        content.Position = 0;
        await content.CopyToAsync(whole, JobFixture.Cancellation);
        Assert.Equal(bytes, whole.ToArray());
        Assert.Equal(0, await content.ReadAsync(part, JobFixture.Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_never_sent_as_a_mixture()
    {
        await using var fixture = await JobFixture.StartAsync();
        await WriteAsync(fixture, new byte[Megabyte]);
        var file = await fixture.Get<EpisodeDownload>().OpenAsync(Files, EpisodeFile.Audio, JobFixture.Cancellation);
        await using var content = file!.Content;
        await content.ReadExactlyAsync(new byte[1_000], JobFixture.Cancellation);
        await WriteAsync(fixture, [.. Enumerable.Repeat((byte)1, Megabyte)]);
        var failed = await Assert.ThrowsAsync<Azure.RequestFailedException>(async () => await content.CopyToAsync(Stream.Null, JobFixture.Cancellation));
        Assert.Equal(412, failed.Status);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_none()
    {
        await using var fixture = await JobFixture.StartAsync();
        Assert.Null(await fixture.Get<EpisodeDownload>().OpenAsync(Files, EpisodeFile.Audio, JobFixture.Cancellation));
    }

    static async Task WriteAsync(JobFixture fixture, byte[] bytes) =>
        await fixture.Storage.Episodes.GetBlobClient(Files.BlobNameOf(EpisodeFile.Audio)).UploadAsync(new BinaryData(bytes), overwrite: true, JobFixture.Cancellation);

    sealed class CountingTransport : HttpPipelineTransport, IDisposable
    {
        readonly HttpClientTransport _inner = new();

        public ConcurrentQueue<string> Calls { get; } = new();

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Calls.Enqueue(message.Request.Method.Method);
            return _inner.ProcessAsync(message);
        }

        public void Dispose() => _inner.Dispose();
    }
}
