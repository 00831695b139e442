using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>The job id of an item, the same each time it is admitted.</summary>
static class BatchItemJob
{
    public static JobId Id(BatchRow batch, int number) =>
        JobId.From(batch.CreatedAt, SHA256.HashData(Encoding.ASCII.GetBytes($"{batch.PartitionKey}\n{number}")).AsSpan(0, 10));
}
