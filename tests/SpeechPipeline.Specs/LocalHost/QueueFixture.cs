using System.Text;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Queues;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>A queue of its own in Azurite, and listeners on it.</summary>
sealed class QueueFixture(AzuriteFixture azurite, string suffix = "") : IAsyncDisposable
{
    static readonly QueueClientOptions Raw = new() { MessageEncoding = QueueMessageEncoding.None };

    readonly List<(Shutdown Shutdown, Task Running)> _listeners = [];
    readonly string _name = AzuriteFixture.NewName() + suffix;

    public QueuesSection Rules { get; init; } = new(4, 2, 5, TimeSpan.FromMilliseconds(200), TimeSpan.Zero, Base64: true);

    public HostSettings Settings { get; init; } = new() { QueueInvisibility = TimeSpan.FromSeconds(60), MinPollingInterval = TimeSpan.FromMilliseconds(20) };

    public QueueBell Bell { get; } = new();

    public QueueClient Queue => new(azurite.ConnectionString, _name, Raw);

    public QueueClient Poison => new(azurite.ConnectionString, _name + "-poison", Raw);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public async Task<QueueFixture> CreateAsync()
    {
        await Queue.CreateAsync(cancellationToken: Cancellation);
        return this;
    }

    public Task SendAsync(string text) => Queue.SendMessageAsync(Base64(text), Cancellation);

    /// <summary>All messages of the queue, hidden ones too.</summary>
    public async Task<int> CountAsync() => (await Queue.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount;

    public Task IsEmptyAsync() => Eventually.IsTrueAsync(async () => await CountAsync() == 0, "the queue is empty", Cancellation);

    public async Task<QueueMessage> PoisonedAsync()
    {
        QueueMessage? message = null;
        await Eventually.IsTrueAsync(
            async () => (await Poison.ExistsAsync(Cancellation)) && (message = (await Poison.ReceiveMessageAsync(cancellationToken: Cancellation)).Value) is not null,
            "a message is in the poison queue", Cancellation);
        return message!;
    }

    /// <returns>What stops this listener.</returns>
    public Shutdown Listen(Func<QueueMessage, CancellationToken, Task> run, TimeProvider? time = null, StorageLine? line = null, TimeSpan? grace = null)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        if (line is not null)
        {
            options.AddPolicy(line, HttpPipelinePosition.PerCall);
            options.Retry.MaxRetries = 0;
        }

        var shutdown = new Shutdown(grace ?? TimeSpan.FromHours(1), time ?? TimeProvider.System);
        var poison = QueueTrigger.PoisonQueueOf(_name);
        var trigger = new QueueTrigger(
            "Sample",
            new(azurite.ConnectionString, _name, options),
            poison is null ? null : new(azurite.ConnectionString, poison, options),
            Rules, Settings, message => run(message, shutdown.GraceOver));
        var listener = new QueueListener(trigger, Bell, shutdown, time ?? TimeProvider.System, NullLogger.Instance);
        _listeners.Add((shutdown, listener.RunAsync()));
        return shutdown;
    }

    /// <summary>Waits for the listeners to have ended.</summary>
    public Task EndedAsync() => Task.WhenAll(_listeners.Select(listener => listener.Running)).WaitAsync(Eventually.Limit, Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var (shutdown, _) in _listeners)
        {
            shutdown.Begin();
        }

        await EndedAsync();
        await Queue.DeleteIfExistsAsync(CancellationToken.None);
        await Poison.DeleteIfExistsAsync(CancellationToken.None);
    }
}
