using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;
using SpeechPipeline.Text;

namespace SpeechPipeline.Shows;

/// <summary>The episodes of shows: they join when their job completes, and are removed by a person. After each change the feed is rebuilt.</summary>
public sealed class ShowEpisodes(
    PipelineStorage storage, JobFolder folder, ShowStore shows, EpisodeTokens tokens, ShowFeed feed, TimeProvider time)
{
    const int LongestName = 300;

    /// <summary>Noon UTC is the same date in all time zones except a few islands.</summary>
    static readonly TimeOnly Noon = new(12, 0);

    /// <summary>Apps count seconds from 1970.</summary>
    static readonly DateOnly FirstDay = new(1970, 1, 1);

    /// <summary>Adds the episode of a completed job to its show, once, even if it was removed since.</summary>
    public async Task AddAsync(JobRow job, CancellationToken cancellationToken)
    {
        var show = ShowName.Parse(job.Show!);
        if (await FindAsync(show, job.Id, cancellationToken) is null)
        {
            var joined = await shows.EnsureAsync(show, job.BaseAddress, cancellationToken);
            // If it exists already, or was removed, there is nothing to add.
            await storage.ShowTable.TryInsertAsync(Row(joined, job, await folder.FindPlanAsync(job.Id, cancellationToken)), cancellationToken);
        }

        await feed.AskAsync(show, cancellationToken);
    }

    /// <summary>Removes an episode from its show for good. Its job and its files stay, at new addresses that no feed has had.</summary>
    /// <returns>False if it never joined.</returns>
    public async Task<bool> RemoveAsync(ShowName show, JobId job, CancellationToken cancellationToken)
    {
        if (await FindAsync(show, job, cancellationToken) is not { } row)
        {
            return false;
        }

        if (!row.IsTakenOut)
        {
            // A removal overrides all other changes to an episode's row, so no ETag is needed.
            await storage.ShowTable.UpdateEntityAsync(row.Tombstone(time.GetUtcNow()), ETag.All, TableUpdateMode.Replace, cancellationToken);
        }

        await tokens.RenewAsync(job, EpisodeTokens.Last, cancellationToken);
        await feed.AskAsync(show, cancellationToken);
        return true;
    }

    /// <summary>Removes the episode of a deleted job from its show.</summary>
    /// <returns>False as long as the feed still has it: its files must stay until the feed is rebuilt.</returns>
    public async Task<bool> DeleteAsync(JobRow job, CancellationToken cancellationToken)
    {
        var show = ShowName.Parse(job.Show!);
        if (await FindAsync(show, job.Id, cancellationToken) is { IsTombstone: false } row)
        {
            // Like a removal, it overrides all other changes to the row.
            await storage.ShowTable.UpdateEntityAsync(row.OfDeleted(time.GetUtcNow()), ETag.All, TableUpdateMode.Replace, cancellationToken);
        }

        await feed.AskAsync(show, cancellationToken);
        return !await feed.HasAsync(show, job.Id, cancellationToken);
    }

    /// <summary>One page of a show's episodes, the latest submission first.</summary>
    /// <param name="show">The show.</param>
    /// <param name="after">The last id of the previous page; null: from the newest.</param>
    /// <param name="limit">The most episodes to return.</param>
    public async Task<IReadOnlyList<EpisodeRow>> ListAsync(ShowName show, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var from = after is { } last ? EpisodeRow.KeyOf(last) : EpisodeRow.Prefix;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {show.ToString()} and RowKey gt {from} and RowKey lt {EpisodeRow.End} and IsRemoved eq {false}");
        return await storage.ShowTable.PageAsync<EpisodeRow>(filter, limit, cancellationToken);
    }

    Task<EpisodeRow?> FindAsync(ShowName show, JobId job, CancellationToken cancellationToken) =>
        storage.ShowTable.FindAsync<EpisodeRow>(show.ToString(), EpisodeRow.KeyOf(job), cancellationToken);

    EpisodeRow Row(ShowRow show, JobRow job, JobPlan? plan)
    {
        var audio = job.ReadAudio()!;
        var facts = plan?.Facts;
        return new EpisodeRow
        {
            PartitionKey = show.PartitionKey,
            RowKey = EpisodeRow.KeyOf(job.Id),
            ChangedAt = time.GetUtcNow(),
            Order = EpisodeRow.OrderOf(job.Id, job.BatchItem),
            Title = TextCut.At(job.Title ?? facts?.Description ?? $"{show.PartitionKey} {job.CreatedAt:yyyy-MM-dd}", LongestName),
            Author = plan?.Request.Source.Author is { } author ? TextCut.At(author, LongestName) : null,
            Language = job.Language,
            Description = facts?.Description,
            Link = plan?.Request.Source.Address ?? facts?.Link,
            Site = facts?.Site,
            Image = facts?.Image,
            PublishedAt = PublishedAt(facts?.Date, job.Id.Time),
            Drop = job.Drop,
            CreatedAt = job.CreatedAt,
            AudioType = audio.ContentType,
            TranscriptType = WebVtt.MediaType,
            ChaptersType = job.Files.Has(EpisodeFile.Chapters) ? ChaptersJson.MediaType : null,
            AudioBytes = audio.Bytes,
            DurationSeconds = audio.DurationSeconds,
            Token = job.EpisodeToken,
            TokenGeneration = show.TokenGeneration,
            Generation = job.Generation,
        };
    }

    static DateTimeOffset? PublishedAt(DateOnly? day, DateTimeOffset askedAt) =>
        day is not { } known || known < FirstDay ? null
        : Earlier(new DateTimeOffset(known, Noon, TimeSpan.Zero), askedAt);

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
