using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>
/// Lets a caller repeat a submission without a second job. The key is assigned a job id first, so that a repeat completes a
/// submission that a crash interrupted. Keys are kept for 24 h.
/// </summary>
public sealed class IdempotencyKeys(PipelineStorage storage, TimeProvider time)
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 255;

    static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>The job id of a key.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="requestHash">SHA-256 of the request.</param>
    /// <param name="candidate">The id to assign if the key is new; null: a new id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null if the key was used for another request.</returns>
    public async Task<JobId?> AllotAsync(string key, string requestHash, JobId? candidate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new IdempotencyRow
        {
            PartitionKey = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
            Job = (candidate ?? JobId.New(time)).ToString(),
            RequestHash = requestHash,
            CreatedAt = now,
        };
        while (true)
        {
            var found = await storage.IdempotencyTable.FindAsync<IdempotencyRow>(row.PartitionKey, row.RowKey, cancellationToken);
            if (found is not null && now - found.CreatedAt < Validity)
            {
                return found.RequestHash == requestHash ? JobId.Parse(found.Job) : null;
            }

            row.ETag = found?.ETag ?? default;
            if (found is null ? await storage.IdempotencyTable.TryInsertAsync(row, cancellationToken) : await storage.IdempotencyTable.TryReplaceAsync(row, cancellationToken))
            {
                return JobId.Parse(row.Job);
            }

            // Another request with this key wrote first, or the answer to our own write was lost: read the row.
        }
    }
}
