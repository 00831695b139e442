using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>
/// A queue of messages of one form. Messages carry only ids; the work itself is in storage. The row of the work is written before its message, and
/// says since when the message is owed; if a crash or a failing queue prevents sending, the sweep sends it. Messages are sent
/// as plain JSON (host.json, <c>messageEncoding</c> none): the host moves messages that it cannot decode to the poison queue without calling a function,
/// so every message must be decodable. Every form has its version in <c>v</c>.
/// </summary>
/// <param name="name">One of <see cref="QueueNames"/>.</param>
/// <param name="version">The version of the form.</param>
/// <param name="isOurs">Whether a readable message is valid.</param>
public sealed partial class WorkQueue<TMessage>(
    string name, int version, Func<TMessage, bool> isOurs, PipelineStorage storage, Parking parking, ILogger<WorkQueue<TMessage>> logger)
    where TMessage : class
{
    const int FirstVersion = 1;

    /// <summary>Messages do not expire.</summary>
    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    static readonly TimeSpan UntilNewerDeployment = TimeSpan.FromMinutes(5);

    /// <summary>The queue.</summary>
    public QueueClient Queue { get; } = storage.Queue(name);

    /// <param name="message">The message.</param>
    /// <param name="delay">How long the message stays invisible; null or zero: it can be received at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SendAsync(TMessage message, TimeSpan? delay, CancellationToken cancellationToken) =>
        Queue.SendMessageAsync(PipelineJson.Text(message), delay > TimeSpan.Zero ? delay : null, Unlimited, cancellationToken);

    /// <summary>Sends a message that is recorded as owed. If the queue fails, the sweep sends it later.</summary>
    /// <param name="message">The message.</param>
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
    /// Reads a message from the queue. A message of a newer version is sent again, to wait for a newer deployment; an invalid one is parked. In both cases
    /// it does not hold up other messages.
    /// </summary>
    /// <returns>Null if the message was postponed or parked, and there is nothing to do.</returns>
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

    /// <summary>Parks a message for a person to look at.</summary>
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
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} has a newer version and waits for a newer deployment")]
        public static partial void TooNew(ILogger logger, string queue, string messageId);

        [LoggerMessage(LogLevel.Warning, "{Work}: its message could not be sent; the sweep will send it")]
        public static partial void NotSent(ILogger logger, Exception exception, string work);
    }
}
