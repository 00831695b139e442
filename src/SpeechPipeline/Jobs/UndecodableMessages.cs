using System.Buffers.Text;
using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Parks what is not even base64: the host moves such a message to the poison queue as it is, and there no function can be
/// called with it either. Read by its raw text.
/// </summary>
public sealed class UndecodableMessages(StorageClients clients, Parking parking)
{
    static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    public async Task ParkAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[QueueNames.SpeechJobsPoison, QueueNames.WebhookDeliveriesPoison])
        {
            await ParkAllAsync(clients.RawQueues.GetQueueClient(name), cancellationToken);
        }
    }

    async Task ParkAllAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        // Looking first keeps the poison function's own messages in its reach.
        PeekedMessage[] peeked = await queue.PeekMessagesAsync(maxMessages: 32, cancellationToken);
        if (!peeked.Any(message => IsUndecodable(message.Body)))
        {
            return;
        }

        QueueMessage[] received = await queue.ReceiveMessagesAsync(maxMessages: 32, Hidden, cancellationToken);
        foreach (var message in received)
        {
            if (IsUndecodable(message.Body))
            {
                await parking.ParkAsync(queue.Name, message.MessageId, message.Body, cancellationToken);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            }
            else
            {
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: cancellationToken);
            }
        }
    }

    static bool IsUndecodable(BinaryData body) => !Base64.IsValid(Encoding.UTF8.GetString(body));
}
