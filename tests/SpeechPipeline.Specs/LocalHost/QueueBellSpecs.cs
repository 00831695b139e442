using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Queues;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueueBellSpecs(AzuriteFixture azurite)
{
    /// <summary>Polling alone would find nothing before the test is given up.</summary>
    static readonly HostSettings Asleep = new() { QueueInvisibility = TimeSpan.FromSeconds(60), MinPollingInterval = TimeSpan.FromMinutes(30) };

    [Fact]
    public async Task A_message_that_this_process_sends_wakes_its_listener()
    {
        await using var fixture = await SleepingAsync();
        var received = new TaskCompletionSource<string>();
        fixture.Listen((message, _) =>
        {
            received.TrySetResult(message.Body.ToString());
            return Task.CompletedTask;
        });

        // The listener's first look may come before or after; the second message can only be found by the bell.
        for (var i = 0; i < 2; i++)
        {
            await Ringing(fixture).SendMessageAsync(QueueFixture.Base64($"message {i}"), QueueFixture.Cancellation);
            Assert.Equal($"message {i}", await received.Task.WaitAsync(Eventually.Limit, QueueFixture.Cancellation));
            received = new TaskCompletionSource<string>();
        }
    }

    [Fact]
    public async Task A_message_that_is_to_wait_wakes_nobody()
    {
        await using var fixture = await SleepingAsync();
        var ring = fixture.Bell.NextAsync(fixture.Queue.Name);

        await Ringing(fixture).SendMessageAsync(QueueFixture.Base64("later"), TimeSpan.FromMinutes(1), cancellationToken: QueueFixture.Cancellation);
        Assert.False(ring.IsCompleted);
        await Ringing(fixture).SendMessageAsync(QueueFixture.Base64("now"), QueueFixture.Cancellation);

        Assert.True(ring.IsCompleted);
    }

    Task<QueueFixture> SleepingAsync() => new QueueFixture(azurite)
    {
        Rules = new QueuesSection(4, 2, 5, TimeSpan.FromHours(1), TimeSpan.Zero, Base64: true),
        Settings = Asleep,
    }.CreateAsync();

    QueueClient Ringing(QueueFixture fixture) =>
        new(azurite.ConnectionString, fixture.Queue.Name, new QueueClientOptions { Transport = new HttpClientTransport(new BellRinger(fixture.Bell)) });
}
