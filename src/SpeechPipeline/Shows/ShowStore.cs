using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// The table <c>shows</c>: one partition per show. A further partition has the names of all shows, so that a listing does not read
/// episodes.
/// </summary>
public sealed class ShowStore(PipelineStorage storage, IOptions<PipelineOptions> pipeline, TimeProvider time)
{
    /// <summary>No name of a show has a tilde.</summary>
    const string IndexPartition = "~";

    public async Task<ShowRow?> FindAsync(ShowName show, CancellationToken cancellationToken) =>
        await storage.ShowTable.FindAsync<ShowRow>(show.ToString(), ShowRow.Key, cancellationToken) is { } row ? Placed(row) : null;

    /// <summary>The show's data for an episode's file; null if the show does not exist yet.</summary>
    public async Task<Album?> FindAlbumAsync(string show, CancellationToken cancellationToken) =>
        await FindAsync(ShowName.Parse(show), cancellationToken) is { } row ? new Album(row.Settings.Title, row.Settings.Image) : null;

    /// <summary>The show's <c>retention_days</c>; null if it has none, or does not exist yet.</summary>
    public async Task<int?> FindRetentionAsync(string show, CancellationToken cancellationToken) =>
        (await FindAsync(ShowName.Parse(show), cancellationToken))?.Settings.RetentionDays;

    /// <summary>The show with its current address: a later change of the setting applies to existing shows too.</summary>
    public ShowRow Placed(ShowRow row)
    {
        row.MoveTo(pipeline.Value.PublicBase ?? row.BaseAddress);
        return row;
    }

    /// <summary>The show. A show without settings is created by its first episode, and is private.</summary>
    public Task<ShowRow> EnsureAsync(ShowName show, string baseAddress, CancellationToken cancellationToken) =>
        ChangeAsync(show, row => row.BaseAddress.Length == 0 && Move(row, baseAddress), cancellationToken);

    /// <summary>Replaces all settings of the show. Its episodes stay; its tokens stay if the visibility is unchanged.</summary>
    public Task<ShowRow> PutAsync(ShowName show, ShowSettings settings, string baseAddress, CancellationToken cancellationToken) =>
        ChangeAsync(
            show,
            row =>
            {
                var (before, isSet) = (row.Settings, row.Settings != settings);
                if (before.Visibility != settings.Visibility)
                {
                    row.RenewTokens();
                }

                row.Settings = settings;
                return Move(row, baseAddress) || isSet;
            },
            cancellationToken);

    /// <summary>Gives the show a new token, and marks those of its episodes for renewal; addresses with old tokens stop working.</summary>
    /// <returns>Null if the show does not exist.</returns>
    public async Task<ShowRow?> RenewTokenAsync(ShowName show, CancellationToken cancellationToken) =>
        await FindAsync(show, cancellationToken) is null
            ? null
            : await ChangeAsync(
                show,
                row =>
                {
                    row.RenewTokens();
                    return true;
                },
                cancellationToken);

    /// <summary>One page of shows, by name.</summary>
    /// <param name="after">The last name of the previous page; null: from the first.</param>
    /// <param name="limit">The most shows to return.</param>
    public async Task<IReadOnlyList<ShowRow>> ListAsync(ShowName? after, int limit, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexPartition} and RowKey gt {after?.ToString() ?? ""}");
        var names = new List<ShowName>();
        await foreach (var entry in storage.ShowTable.QueryAsync<TableEntity>(filter, limit, [nameof(TableEntity.RowKey)], cancellationToken))
        {
            names.Add(ShowName.Parse(entry.RowKey));
            if (names.Count == limit)
            {
                break;
            }
        }

        // A name without a row: its creation was interrupted between the two writes, and will be repeated.
        var rows = await Task.WhenAll(names.Select(name => FindAsync(name, cancellationToken)));
        return [.. rows.OfType<ShowRow>()];
    }

    static bool Move(ShowRow row, string baseAddress)
    {
        var moves = row.BaseAddress != baseAddress;
        row.MoveTo(baseAddress);
        return moves;
    }

    /// <summary>Changes the show, creating it first if necessary; repeats this if someone else wrote in between.</summary>
    /// <param name="change">Makes the change and returns whether anything changed; may be called several times.</param>
    async Task<ShowRow> ChangeAsync(ShowName show, Func<ShowRow, bool> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (found, now) = (await FindAsync(show, cancellationToken), time.GetUtcNow());
            var row = found ?? new ShowRow
            {
                PartitionKey = show.ToString(),
                Token = EpisodeAddress.NewToken(),
                CreatedAt = now,
                SettingsJson = PipelineJson.Text(new ShowSettings()),
            };
            if (!change(row) && found is not null)
            {
                return row;
            }

            row.ChangedAt = now;
            if (await TryWriteAsync(row, isNew: found is null, cancellationToken))
            {
                return row;
            }
        }
    }

    async Task<bool> TryWriteAsync(ShowRow row, bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew)
        {
            return await storage.ShowTable.TryReplaceAsync(row, cancellationToken);
        }

        // The name first, so that every existing show is listed.
        await storage.ShowTable.UpsertEntityAsync(new TableEntity(IndexPartition, row.PartitionKey), TableUpdateMode.Replace, cancellationToken);
        return await storage.ShowTable.TryInsertAsync(row, cancellationToken);
    }
}
