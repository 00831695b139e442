using Azure.Storage.Queues.Models;
using SpeechPipeline.FunctionsHost;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Worker.Specs;

/// <summary>Invocations that do not end by themselves, each with a worker and storage of its own.</summary>
public sealed class LifecycleSpecs : IAsyncLifetime
{
    const string Quick = "This paragraph is spoken at once, and it is long enough to be one segment, as the next one is too.";
    const string Slow = "This paragraph takes its time, which is why whoever waits for it is cut off before it has been spoken.";

    readonly WorkerPipeline _fixture = new(knowsItsAddress: true, "worker-lifecycle.log");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _fixture.StartAsync(listens: false);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task An_invocation_that_is_cut_off_is_delivered_again_and_pays_only_for_what_was_under_way()
    {
        var job = await SubmitSlowJobAsync();
        using var cut = new CancellationTokenSource();
        var first = await ReceiveAsync();
        var running = _fixture.Host.InvokeAsync("SynthesizeJob", function => Invocations.Of(function, first), cut.Token);
        await IsHalfDoneAsync(job);
        await cut.CancelAsync();
        await Assert.ThrowsAsync<InvocationFailedException>(() => running);

        await _fixture.Storage.Queue(QueueNames.SpeechJobs).UpdateMessageAsync(first.MessageId, first.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancellation);
        var second = await ReceiveAsync();
        Assert.Equal(2, second.DequeueCount);
        await _fixture.Host.InvokeAsync("SynthesizeJob", function => Invocations.Of(function, second), Cancellation);
        await _fixture.Caller.CompletionOfJobAsync(job);
        Assert.Equal([1, 2], CallsByText());
    }

    [Fact]
    public async Task A_host_that_stops_cancels_what_runs_and_the_next_one_goes_on()
    {
        await _fixture.Host.ListenAsync(Cancellation);
        var job = await SubmitSlowJobAsync();
        await IsHalfDoneAsync(job);
        Assert.Equal(0, await _fixture.Host.StopAsync());
        Assert.Equal(1, (await _fixture.Storage.Queue(QueueNames.SpeechJobs).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount);

        await _fixture.RestartAsync();
        await _fixture.Caller.CompletionOfJobAsync(job);
        Assert.Equal([1, 2], CallsByText());
    }

    [Fact]
    public async Task A_job_whose_message_the_host_gave_up_is_put_back_and_completed()
    {
        var job = (await _fixture.Caller.PostAsync("api/jobs", new { input = Quick, voice = "am_adam" })).Text("id");
        var message = await ReceiveAsync();
        await _fixture.Storage.Queue(QueueNames.SpeechJobs).DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancellation);
        await _fixture.Storage.Queue(QueueNames.SpeechJobsPoison).SendMessageAsync(message.MessageText, Cancellation);

        await _fixture.Host.ListenAsync(Cancellation);
        await _fixture.Caller.CompletionOfJobAsync(job);
        Assert.Contains((await _fixture.Host.WorkerAsync(Cancellation)).Log, line => line.Contains($"Job {job}, ", StringComparison.Ordinal) && line.Contains("came back as poison", StringComparison.Ordinal));
    }

    async Task<string> SubmitSlowJobAsync()
    {
        _fixture.Endpoint.Faults.When(request => request.Input == Slow, Fault.Delay(TimeSpan.FromSeconds(60)), calls: 1);
        return (await _fixture.Caller.PostAsync("api/jobs", new { input = $"{Quick}\n\n{Slow}", voice = "am_adam" })).Text("id");
    }

    async Task IsHalfDoneAsync(string job) =>
        await Eventually.SeeAsync(() => _fixture.Caller.GetAsync($"api/jobs/{job}"), seen => seen.At("progress").Number("segments_done") == 1);

    async Task<QueueMessage> ReceiveAsync() => await Eventually.SeeAsync<QueueMessage?>(
        async () => (await _fixture.Storage.Queue(QueueNames.SpeechJobs).ReceiveMessageAsync(TimeSpan.FromMinutes(1), Cancellation)).Value, message => message is not null)
        ?? throw new InvalidOperationException();

    IEnumerable<int> CallsByText() => _fixture.Endpoint.Ledger.Calls.GroupBy(call => call.InputHash).Select(text => text.Count()).Order();
}
