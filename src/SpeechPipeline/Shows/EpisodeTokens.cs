using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// Renews the tokens of episodes: once for each generation of their show's tokens, and once when they are removed from it. The
/// rows alone show which tokens remain to be renewed, the job's before the episode's, so that any process continues where another stopped.
/// </summary>
public sealed class EpisodeTokens(PipelineStorage storage, JobStore jobs)
{
    /// <summary>Later than every generation: a removed episode does not come back.</summary>
    public const int Last = int.MaxValue;

    const int AtOnce = 16;

    /// <summary>Whether the token of a row must be renewed.</summary>
    public static bool IsOwed(ShowRow show, EpisodeRow row) => row.TokenGeneration < Wanted(show, row);

    /// <summary>Renews the tokens of rows, unless someone has changed a row since it was read.</summary>
    public Task RenewAsync(ShowRow show, IEnumerable<EpisodeRow> owed, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        owed,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (row, token) =>
        {
            var generation = Wanted(show, row);
            var job = await RenewAsync(JobId.Parse(row.Job), generation, token);
            row.Token = row.IsTakenOut ? "" : job?.EpisodeToken ?? row.Token;
            row.TokenGeneration = generation;
            // If the row was removed or changed meanwhile, the next reading shows what remains to be done.
            await storage.ShowTable.TryReplaceAsync(row, token);
        });

    /// <summary>Gives a job's episode a token of that generation, unless it has one already.</summary>
    /// <returns>The job; null if it no longer exists.</returns>
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
