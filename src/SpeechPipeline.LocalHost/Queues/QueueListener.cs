using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>Polls one queue and runs its function, by the rules of the Functions host's storage-queue trigger.</summary>
sealed partial class QueueListener(QueueTrigger trigger, QueueBell bell, Shutdown shutdown, TimeProvider time, ILogger logger)
{
    readonly PollingBackoff _backoff = new(
        trigger.Settings.MinPollingInterval,
        trigger.Settings.MaxPollingInterval is { } cap && cap < trigger.Rules.MaxPollingInterval ? cap : trigger.Rules.MaxPollingInterval,
        Random.Shared);

    /// <summary>Runs until shutdown has begun and the last invocation has ended.</summary>
    public async Task RunAsync()
    {
        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, shutdown.Begun);
        var running = new List<Task>();
        while (!stopping.IsCompleted)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count > trigger.Rules.NewBatchThreshold)
            {
                await Task.WhenAny([stopping, .. running]);
                continue;
            }

            var ring = bell.NextAsync(trigger.Queue.Name);
            var messages = await ReceiveAsync();
            running.AddRange(messages.Select(Begin));
            if (messages.Length > 0)
            {
                _backoff.Reset();
            }
            else
            {
                await Task.WhenAny(stopping, ring, Task.Delay(_backoff.Next(), time, shutdown.Begun));
            }
        }

        await Task.WhenAll(running);
    }

    Task Begin(QueueMessage message)
    {
        var delivery = new QueueDelivery(trigger, message, time, logger);

        // Messages that arrive while the host stops are released at once: their invocations would only be cancelled.
        return Task.Run(() => shutdown.Begun.IsCancellationRequested ? delivery.ReleaseAsync(TimeSpan.Zero) : delivery.ProcessAsync(shutdown.GraceOver));
    }

    // Not cancelled by shutdown: an interrupted receive may have hidden messages without returning them.
    async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            return await trigger.Queue.ReceiveMessagesAsync(trigger.Rules.BatchSize, trigger.Settings.QueueInvisibility);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return []; // The first sender creates the queue.
        }
        catch (Exception e) // The edge of the listener: whatever storage does, polling goes on.
        {
            Log.ReceiveFailed(logger, trigger.Function, trigger.Queue.Name, e);
            return [];
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Function}: receiving from queue {Queue} failed; polling continues")]
        public static partial void ReceiveFailed(ILogger logger, string function, string queue, Exception exception);
    }
}
