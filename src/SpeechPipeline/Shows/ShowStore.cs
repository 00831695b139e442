using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// The table <c>shows</c>: one partition a show. The names of all shows stand in one partition more, so that a listing does not read
/// episodes.
/// </summary>
public sealed class ShowStore(PipelineStorage storage, IOptions<PipelineOptions> pipeline, TimeProvider time)
{
    /// <summary>No name of a show has a tilde.</summary>
    const string IndexPartition = "~";

    public async Task<ShowRow?> FindAsync(ShowName show, CancellationToken cancellationToken) =>
        await storage.ShowTable.FindAsync<ShowRow>(show.ToString(), ShowRow.Key, cancellationToken) is { } row ? Placed(row) : null;

    /// <summary>What an episode's file says of the show; null where nobody has made it yet.</summary>
    public async Task<Album?> FindAlbumAsync(string show, CancellationToken cancellationToken) =>
        await FindAsync(ShowName.Parse(show), cancellationToken) is { } row ? new Album(row.Settings.Title, row.Settings.Image) : null;

    /// <summary>The show where it is reached now: a setting that came later holds for shows that were there before.</summary>
    public ShowRow Placed(ShowRow row)
    {
        row.MoveTo(pipeline.Value.PublicBase ?? row.BaseAddress);
        return row;
    }

    /// <summary>The show; one that nobody has set exists by its first episode, and is private.</summary>
    public Task<ShowRow> EnsureAsync(ShowName show, string baseAddress, CancellationToken cancellationToken) =>
        ChangeAsync(show, row => row.BaseAddress.Length == 0 && Move(row, baseAddress), cancellationToken);

    /// <summary>Gives the show all its settings; its episodes stay, and its tokens where it is for the same readers.</summary>
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

    /// <summary>Gives the show another token, and owes its episodes theirs; addresses with the old ones are dead.</summary>
    /// <returns>Null when there is no such show.</returns>
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
    /// <param name="after">The last name of the page before; null: from the first.</param>
    /// <param name="limit">At most so many.</param>
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

        // A name without a row: its maker was cut off between the two, and will do it again.
        var rows = await Task.WhenAll(names.Select(name => FindAsync(name, cancellationToken)));
        return [.. rows.OfType<ShowRow>()];
    }

    static bool Move(ShowRow row, string baseAddress)
    {
        var moves = row.BaseAddress != baseAddress;
        row.MoveTo(baseAddress);
        return moves;
    }

    /// <summary>Changes the show as it is when the change is written, or makes it first.</summary>
    /// <param name="change">Tells whether it has changed anything; may be called again.</param>
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

        // The name first: a show that exists is listed.
        await storage.ShowTable.UpsertEntityAsync(new TableEntity(IndexPartition, row.PartitionKey), TableUpdateMode.Replace, cancellationToken);
        return await storage.ShowTable.TryInsertAsync(row, cancellationToken);
    }
}
