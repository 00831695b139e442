using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>One delivery of one message, from its receipt to its deletion, release or poisoning.</summary>
sealed partial class QueueDelivery(QueueTrigger trigger, QueueMessage received, TimeProvider time, ILogger logger)
{
    static readonly TimeSpan PoisonLifetime = TimeSpan.FromDays(7);

    readonly MessageLease _lease = new(trigger, received, time, logger);

    /// <summary>Runs the function and settles the message. Throws nothing: a message that could not be settled comes back
    /// when its invisibility ends.</summary>
    /// <param name="cancelled">The token that cancels invocations; a failure after that is not the message's fault.</param>
    public async Task ProcessAsync(CancellationToken cancelled)
    {
        try
        {
            if (received.DequeueCount > trigger.Rules.MaxDequeueCount && trigger.Poison is not null)
            {
                await PoisonAsync("it was received more often than it may be tried");
            }
            else if (Decode() is { } message)
            {
                await RunAsync(message, cancelled);
            }
            else
            {
                await PoisonAsync("its body is not base64");
            }
        }
        catch (Exception e) // The edge of the delivery: storage failed while the message was being settled.
        {
            Log.NotSettled(logger, trigger.Function, received.MessageId, e);
        }
    }

    /// <summary>Makes the message visible again after <paramref name="delay"/>. Throws nothing.</summary>
    public async Task ReleaseAsync(TimeSpan delay)
    {
        try
        {
            await trigger.Queue.UpdateMessageAsync(received.MessageId, _lease.PopReceipt, visibilityTimeout: delay);
        }
        catch (Exception e) // It becomes visible anyway, only later.
        {
            Log.NotSettled(logger, trigger.Function, received.MessageId, e);
        }
    }

    async Task RunAsync(QueueMessage message, CancellationToken cancelled)
    {
        var failure = await _lease.HoldAsync(() => trigger.Run(message));
        if (failure is null)
        {
            await DeleteAsync();
        }
        else if (cancelled.IsCancellationRequested)
        {
            Log.Cancelled(logger, trigger.Function, received.MessageId);
            await ReleaseAsync(trigger.Rules.VisibilityTimeout);
        }
        else
        {
            Log.Failed(logger, trigger.Function, received.MessageId, received.DequeueCount, failure);
            if (trigger.Poison is null)
            {
                return; // As in Azure: without a poison queue a message keeps its invisibility, or it would fail in a tight loop.
            }

            if (received.DequeueCount >= trigger.Rules.MaxDequeueCount)
            {
                await PoisonAsync("it failed as often as it may be tried");
            }
            else
            {
                await ReleaseAsync(trigger.Rules.VisibilityTimeout);
            }
        }
    }

    QueueMessage? Decode()
    {
        if (!trigger.Rules.Base64)
        {
            return received;
        }

        try
        {
            return QueuesModelFactory.QueueMessage(
                received.MessageId, received.PopReceipt, new BinaryData(Convert.FromBase64String(received.MessageText)),
                received.DequeueCount, received.NextVisibleOn, received.InsertedOn, received.ExpiresOn);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Copy, then delete: a crash between the two makes the message come twice rather than not at all.
    async Task PoisonAsync(string reason)
    {
        Log.Poisoned(logger, trigger.Function, received.MessageId, reason, trigger.Poison?.Name ?? "none: it stays");
        if (trigger.Poison is not { } poison)
        {
            return;
        }

        try
        {
            await poison.SendMessageAsync(received.Body, timeToLive: PoisonLifetime);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await poison.CreateIfNotExistsAsync();
            await poison.SendMessageAsync(received.Body, timeToLive: PoisonLifetime);
        }

        await DeleteAsync();
    }

    async Task DeleteAsync()
    {
        try
        {
            await trigger.Queue.DeleteMessageAsync(received.MessageId, _lease.PopReceipt);
        }
        catch (RequestFailedException e) when (MessageLease.IsLost(e))
        {
            Log.Lost(logger, trigger.Function, received.MessageId);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function}: message {MessageId} failed at try {DequeueCount}")]
        public static partial void Failed(ILogger logger, string function, string messageId, long dequeueCount, Exception exception);

        [LoggerMessage(LogLevel.Information, "{Function}: message {MessageId} was cancelled because the host stops; it becomes visible again")]
        public static partial void Cancelled(ILogger logger, string function, string messageId);

        [LoggerMessage(LogLevel.Error, "{Function}: message {MessageId} is poison, {Reason}; poison queue: {PoisonQueue}")]
        public static partial void Poisoned(ILogger logger, string function, string messageId, string reason, string poisonQueue);

        [LoggerMessage(LogLevel.Warning, "{Function}: message {MessageId} was taken by another receiver before it could be deleted")]
        public static partial void Lost(ILogger logger, string function, string messageId);

        [LoggerMessage(LogLevel.Error, "{Function}: message {MessageId} could not be settled; it comes back when its invisibility ends")]
        public static partial void NotSettled(ILogger logger, string function, string messageId, Exception exception);
    }
}
