using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.Specs.Jobs;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>Storage that answers, but takes nothing: a full disk, a role that is missing.</summary>
public sealed class StorageRefusalSpecs
{
    [Fact]
    public async Task A_job_says_that_storage_refuses_and_goes_on_afterwards()
    {
        using var transport = new Refusing("/segments/");
        await using var fixture = await JobFixture.StartAsync(transport);
        var job = await fixture.SubmitAsync("A sentence to be kept.");

        await Assert.ThrowsAsync<RequestFailedException>(() => fixture.RunAsync(job));

        Assert.Contains("507 (OutOfDisk)", (await fixture.FindAsync(job)).StatusReason, StringComparison.Ordinal);
        transport.IsFull = false;
        await fixture.RunAsync(job);
        var ended = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Completed, null, null), (ended.State, ended.StatusCode, ended.StatusReason));
    }

    [Fact]
    public async Task Health_says_so_although_everything_can_be_read()
    {
        using var transport = new Refusing("/jobs/health");
        await using var fixture = await JobFixture.StartAsync(transport);
        var refused = (await fixture.Get<HealthCheck>().LookAsync(JobFixture.Cancellation)).Storage;
        transport.IsFull = false;

        Assert.Equal("failing", refused.Status);
        Assert.Contains("507 (OutOfDisk)", refused.Detail, StringComparison.Ordinal);
        Assert.True((await fixture.Get<HealthCheck>().LookAsync(JobFixture.Cancellation)).Storage.IsHealthy);
    }

    sealed class Refusing(string path) : HttpPipelineTransport, IDisposable
    {
        readonly HttpClientTransport _inner = new();

        public bool IsFull { get; set; } = true;

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => _inner.Process(Checked(message));

        public override ValueTask ProcessAsync(HttpMessage message) => _inner.ProcessAsync(Checked(message));

        public void Dispose() => _inner.Dispose();

        HttpMessage Checked(HttpMessage message) =>
            IsFull && message.Request.Method == RequestMethod.Put && message.Request.Uri.ToUri().AbsolutePath.Contains(path, StringComparison.Ordinal)
                ? throw new RequestFailedException(507, "There is no room.", "OutOfDisk", innerException: null)
                : message;
    }
}
