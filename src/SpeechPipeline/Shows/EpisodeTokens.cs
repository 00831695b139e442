using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// Renews the tokens of episodes: once for each generation of their show's tokens, and once for all when they are taken out of it. The
/// rows alone tell what is left to do, the job's before the episode's, so that whoever comes goes on where another stopped.
/// </summary>
public sealed class EpisodeTokens(PipelineStorage storage, JobStore jobs)
{
    /// <summary>Behind every generation: an episode that was taken out does not come back.</summary>
    public const int Last = int.MaxValue;

    const int AtOnce = 16;

    /// <summary>Of a row whose token is to be renewed.</summary>
    public static bool IsOwed(ShowRow show, EpisodeRow row) => row.TokenGeneration < Wanted(show, row);

    /// <summary>Writes rows with the tokens that they are to have, where nobody has changed them since they were read.</summary>
    public Task RenewAsync(ShowRow show, IEnumerable<EpisodeRow> owed, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        owed,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (row, token) =>
        {
            var generation = Wanted(show, row);
            var job = await RenewAsync(JobId.Parse(row.Job), generation, token);
            row.Token = row.IsTakenOut ? "" : job?.EpisodeToken ?? row.Token;
            row.TokenGeneration = generation;
            // Where it was removed, or another was first, the row, when it is read again, tells what is left to do.
            await storage.ShowTable.TryReplaceAsync(row, token);
        });

    /// <summary>Gives a job's episode a token of that generation, unless it has one.</summary>
    /// <returns>The job; null when there is none any more.</returns>
    public Task<JobRow?> RenewAsync(JobId id, int generation, CancellationToken cancellationToken) => OptimisticWrite.RepeatAsync(
        () => jobs.FindAsync(id, cancellationToken),
        async job =>
        {
            if (job.EpisodeTokenGeneration >= generation)
            {
                return true;
            }

            job.EpisodeToken = EpisodeAddress.NewToken();
            job.EpisodeTokenGeneration = generation;
            return await jobs.TryWriteAsync(job, addition: null, cancellationToken);
        });

    static int Wanted(ShowRow show, EpisodeRow row) => row.IsTakenOut ? Last : show.TokenGeneration;
}
