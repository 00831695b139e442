using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>Keeps a message invisible while its function runs, renewed at half of the invisibility, and knows the pop receipt
/// that is valid now: each renewal replaces it.</summary>
sealed partial class MessageLease(QueueTrigger trigger, QueueMessage message, TimeProvider time, ILogger logger)
{
    public string PopReceipt { get; private set; } = message.PopReceipt;

    /// <summary>True when the message is gone or another receiver has it.</summary>
    public static bool IsLost(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch || e.ErrorCode == QueueErrorCode.QueueNotFound;

    /// <summary>Runs the function and renews meanwhile; the exception it failed with, or null.</summary>
    public async Task<Exception?> HoldAsync(Func<Task> run)
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(done.Token);
        try
        {
            await run();
            return null;
        }
        catch (Exception e) // The edge of the function: whatever it throws is a failed try.
        {
            return e;
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    // Only the wait is cancelled, never the request: a renewal that is cut off may have replaced the pop receipt unseen.
    async Task RenewAsync(CancellationToken done)
    {
        var invisibility = trigger.Settings.QueueInvisibility;
        var wait = invisibility / 2;
        while (true)
        {
            await Task.Delay(wait, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var renewed = await trigger.Queue.UpdateMessageAsync(
                    message.MessageId, PopReceipt, visibilityTimeout: invisibility, cancellationToken: CancellationToken.None);
                PopReceipt = renewed.Value.PopReceipt;
                wait = invisibility / 2;
            }
            catch (RequestFailedException e) when (IsLost(e))
            {
                Log.Lost(logger, trigger.Function, message.MessageId, e.ErrorCode); // The function goes on, as in Azure.
                return;
            }
            catch (Exception e) // A bad moment of storage: half of the time is left, enough for a few more tries.
            {
                Log.RenewalFailed(logger, trigger.Function, message.MessageId, e);
                wait = invisibility / 8;
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Function}: message {MessageId} cannot be kept invisible any longer ({ErrorCode}); it may be running elsewhere too")]
        public static partial void Lost(ILogger logger, string function, string messageId, string? errorCode);

        [LoggerMessage(LogLevel.Warning, "{Function}: renewing message {MessageId} failed; it is tried again")]
        public static partial void RenewalFailed(ILogger logger, string function, string messageId, Exception exception);
    }
}
