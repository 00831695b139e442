using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>
/// A queue of messages of one form: names only, the work itself is in storage. Each message is owed by the row that it is about, which was
/// written first and says since when; what a crash keeps from being sent, or a queue that is out of order, the sweep sends. Messages travel
/// as plain JSON (host.json, <c>messageEncoding</c> none): the host moves what it cannot decode from queue to queue without calling anyone,
/// so nothing may be undecodable to it. Every form has its version in <c>v</c>.
/// </summary>
/// <param name="name">One of <see cref="QueueNames"/>.</param>
/// <param name="version">Of the form.</param>
/// <param name="isOurs">Whether a message that could be read is one of ours.</param>
public sealed partial class WorkQueue<TMessage>(
    string name, int version, Func<TMessage, bool> isOurs, PipelineStorage storage, Parking parking, ILogger<WorkQueue<TMessage>> logger)
    where TMessage : class
{
    const int FirstVersion = 1;

    /// <summary>Messages do not expire: what waits, waits as long as it has to.</summary>
    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    static readonly TimeSpan UntilNewerDeployment = TimeSpan.FromMinutes(5);

    /// <summary>The queue.</summary>
    public QueueClient Queue { get; } = storage.Queue(name);

    /// <param name="message">What is to be done.</param>
    /// <param name="delay">How long nobody is to see the message; null or none: it can be received at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SendAsync(TMessage message, TimeSpan? delay, CancellationToken cancellationToken) =>
        Queue.SendMessageAsync(PipelineJson.Text(message), delay > TimeSpan.Zero ? delay : null, Unlimited, cancellationToken);

    /// <summary>Sends a message that is owed already: a queue that is out of order is the sweep's business.</summary>
    /// <param name="message">What is to be done.</param>
    /// <param name="work">The id of the work, for the log.</param>
    public async Task TrySendAsync(TMessage message, string work)
    {
        try
        {
            await SendAsync(message, delay: null, CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotSent(logger, e, work);
        }
    }

    /// <summary>
    /// Reads what the queue brings. A message of a newer version waits for a newer deployment; one that is none of ours is parked. Either way
    /// the queue is rid of it, and its neighbours are not held up.
    /// </summary>
    /// <returns>Null when the message was put off or parked, and there is nothing to do.</returns>
    public async Task<TMessage?> ReadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var found = VersionOf(message.Body);
        if (found > version)
        {
            await Queue.SendMessageAsync(message.Body, UntilNewerDeployment, Unlimited, cancellationToken);
            Log.TooNew(logger, name, message.MessageId);
            return null;
        }

        if (found >= FirstVersion && TryRead(message.Body) is { } read && isOurs(read))
        {
            return read;
        }

        await ParkAsync(message, cancellationToken);
        return null;
    }

    /// <summary>Puts a message aside for a person.</summary>
    public Task ParkAsync(QueueMessage message, CancellationToken cancellationToken) =>
        parking.ParkAsync(name, message.MessageId, message.Body, cancellationToken);

    static int? VersionOf(BinaryData body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("v", out var version) && version.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static TMessage? TryRead(BinaryData body)
    {
        try
        {
            return JsonSerializer.Deserialize<TMessage>(body, PipelineJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} is of a newer version and waits for a newer deployment")]
        public static partial void TooNew(ILogger logger, string queue, string messageId);

        [LoggerMessage(LogLevel.Warning, "{Work}: its message could not be sent; the sweep will see to it")]
        public static partial void NotSent(ILogger logger, Exception exception, string work);
    }
}
