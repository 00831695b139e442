using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>The queue of a function, and the rules for it.</summary>
/// <param name="Function">Its name, for the log.</param>
/// <param name="Queue">A client without message encoding: a message that cannot be decoded must be copied unchanged.</param>
/// <param name="Poison">Where messages go that fail for good; null for a queue that is itself a poison queue.</param>
/// <param name="Rules">host.json's <c>extensions.queues</c>.</param>
/// <param name="Settings">The local host's own settings.</param>
/// <param name="Run">Runs the function.</param>
sealed record QueueTrigger(
    string Function,
    QueueClient Queue,
    QueueClient? Poison,
    QueuesSection Rules,
    HostSettings Settings,
    Func<QueueMessage, Task> Run)
{
    const string PoisonSuffix = "-poison";

    /// <summary>The poison queue of <paramref name="queue"/>: none for a poison queue, nor where the name would pass a
    /// queue name's 63 characters. The Functions host decides the same way.</summary>
    public static string? PoisonQueueOf(string queue) =>
        queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) || queue.Length + PoisonSuffix.Length > 63 ? null : queue + PoisonSuffix;
}
