using System.Diagnostics;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Synchronous;

/// <summary>
/// Answers a request for speech with the speech itself: a job like any other, for which the request waits. The same request of the same caller
/// within 24 h has the same job, so a client that asks again, because it was told to or because its connection broke, pays once.
/// </summary>
public sealed class SynchronousSpeech(
    JobIntake intake, JobRetry retry, JobWait wait, IdempotencyKeys keys, EpisodeDownload download, IOptions<SynchronousOptions> options)
{
    /// <summary>Errors of a job that the same request would meet again.</summary>
    static readonly string[] CallersErrors = [SegmentOutcome.Rejected, "nothing_to_speak", "unreadable_article"];

    /// <param name="submission">The checked submission.</param>
    /// <param name="caller">The caller, by <see cref="SynchronousKeys"/>.</param>
    /// <param name="hash">SHA-256 of the request, in hex.</param>
    /// <param name="address">The address at which callers reach the pipeline, with the route prefix.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone; the job goes on.</param>
    public async Task<SpeechOutcome> SpeakAsync(JobSubmission submission, string caller, string hash, string address, CancellationToken cancellationToken)
    {
        var job = await AcceptAsync(submission, $"speech:{caller}:{hash}", hash, address, cancellationToken);
        if (await wait.EndAsync(job, options.Value.Wait, cancellationToken) is not { } seen)
        {
            return new SpeechOutcome.Failed(job, "deleted", "The job was deleted meanwhile. Send the request again to make the speech anew.", IsCallers: false);
        }

        job = seen;
        return job.State switch
        {
            JobStatus.Completed => await download.OpenAsync(job.Files, EpisodeFile.Audio, cancellationToken) is { } audio
                ? new SpeechOutcome.Ready(job, audio)
                : new SpeechOutcome.Failed(job, "audio_gone", "The speech was deleted from storage. Change the request, or ask again in a day.", IsCallers: false),
            JobStatus.Failed => new SpeechOutcome.Failed(job, job.ErrorCode ?? "failed", job.ErrorMessage ?? "The job failed.", CallersErrors.Contains(job.ErrorCode)),
            JobStatus.Cancelled => new SpeechOutcome.Failed(job, "cancelled", "The job was cancelled.", IsCallers: false),
            _ => new SpeechOutcome.NotYet(job, job.StatusReason),
        };
    }

    async Task<JobRow> AcceptAsync(JobSubmission submission, string key, string hash, string address, CancellationToken cancellationToken)
    {
        var job = await NextAsync(key);
        while (job.IsDeleted)
        {
            // A new one takes its place, and is joined in the same way.
            job = await NextAsync($"{key}:after:{job.PartitionKey}");
        }

        // A client that asks again after a failure hopes for another end.
        return job.State is JobStatus.Failed or JobStatus.Cancelled && !CallersErrors.Contains(job.ErrorCode)
            ? await retry.RetryAsync(job.Id, cancellationToken) ?? job
            : job;

        // The request is in the key, so it cannot have been used for another one.
        async Task<JobRow> NextAsync(string one) => await intake.AcceptAsync(
            submission, address, await keys.AllotAsync(one, hash, candidate: null, cancellationToken) ?? throw new UnreachableException(), Origin.Caller, cancellationToken);
    }
}
