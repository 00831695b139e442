using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/batches</c>: many jobs at once, as JSON, as NDJSON, as a feed or a list of feeds. 202 with the batch. The body is written to
/// storage while it arrives. A repeat with the same <c>Idempotency-Key</c> gets the same batch.</summary>
public sealed class SubmitBatch(BatchIntake intake, IdempotencyKeys keys, TimeProvider time, IOptions<PipelineOptions> options)
{
    [Function(nameof(SubmitBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (RequestBody.BatchKindOf(request) is not { } kind)
        {
            return Problems.UnsupportedBatch(request.ContentType);
        }

        var key = RequestKey.Read(request, out var problem);
        if (problem is not null)
        {
            return Problems.Invalid([problem]);
        }

        var fresh = JobId.New(time);
        try
        {
            using var sha256 = SHA256.Create();
            await using var body = new CryptoStream(RequestBody.Stream(request), sha256, CryptoStreamMode.Read);
            var (envelope, problems) = await intake.StoreAsync(BatchId.Of(fresh), kind, RequestBody.Charset(request), body, QueryFields.Read(RequestBody.Options(request)), cancellationToken);
            if (envelope is null)
            {
                return Problems.Invalid(problems);
            }

            var allotted = key is null ? fresh : await keys.AllotAsync(key, RequestBody.Hash(request, sha256.Hash!), fresh, cancellationToken);
            if (allotted is null)
            {
                await intake.DiscardAsync(BatchId.Of(fresh), cancellationToken);
                return Problems.Conflict($"{RequestKey.Header} was used for another request within 24 hours.");
            }

            var address = PublicAddress.Of(request, "/batches", options.Value.PublicAddress);
            return Answers.Accepted(await intake.AcceptAsync(BatchId.Of(fresh), BatchId.Of(allotted.Value), envelope, address, Origin.Caller, cancellationToken));
        }
        catch (BodyTooLargeException)
        {
            return Problems.TooLarge();
        }
        catch (NoRoomException)
        {
            return Problems.NoRoom();
        }
    }
}
