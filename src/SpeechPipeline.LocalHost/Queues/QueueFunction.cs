using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>A queue function with the queue it listens to, and that queue's poison queue if it has one.</summary>
sealed record QueueFunction(Function<QueueTriggerAttribute, QueueMessage> Function, QueueClient Queue, QueueClient? Poison);
