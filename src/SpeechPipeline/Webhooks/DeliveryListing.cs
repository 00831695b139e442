using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// The deliveries of all work of the last 30 days, the newest work first. They stand among the rows of their work and of a batch's items, so a page scans those
/// too, a thousand a request to storage. It reads at most <see cref="MostRead"/> rows of each kind of work: then it may be short or empty, and the next one goes on.
/// </summary>
public sealed class DeliveryListing(WorkKinds kinds, TimeProvider time)
{
    /// <summary>The most rows of one kind of work that one page reads: some hundred milliseconds.</summary>
    public const int MostRead = 5_000;

    static readonly TimeSpan Age = TimeSpan.FromDays(30);

    // All but the body.
    static readonly string[] Columns =
    [
        nameof(DeliveryRow.PartitionKey), nameof(DeliveryRow.RowKey), nameof(DeliveryRow.Status), nameof(DeliveryRow.Type), nameof(DeliveryRow.Url), nameof(DeliveryRow.Attempt),
        nameof(DeliveryRow.CreatedAt), nameof(DeliveryRow.Due), nameof(DeliveryRow.LastOutcome), nameof(DeliveryRow.AttemptedAt), nameof(DeliveryRow.DurationMs),
        nameof(DeliveryRow.StatusCode), nameof(DeliveryRow.Answer),
    ];

    /// <summary>One page.</summary>
    /// <param name="status">Only deliveries in that state; null: all.</param>
    /// <param name="after">Where the page before ended; null: from the newest.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<DeliveryPage> ListAsync(DeliveryStatus? status, DeliveryPlace? after, int limit, CancellationToken cancellationToken)
    {
        var (found, ends) = (new List<(DeliveryPlace Place, DeliveryRow Row)>(), new List<DeliveryPlace>());
        foreach (var kind in kinds.All)
        {
            var end = await ReadAsync(kind, status, after, limit, found, cancellationToken);
            ends.AddRange(end is { } place ? [place] : []);
        }

        // Where one kind of work was not read any further, the others must wait for it.
        DeliveryPlace? next = ends.Count == 0 ? null : ends.Min(DeliveryPlace.Order);
        var page = found.Where(one => next is not { } end || DeliveryPlace.Order.Compare(one.Place, end) <= 0).OrderBy(static one => one.Place, DeliveryPlace.Order).ToList();
        return page.Count > limit ? new DeliveryPage([.. page.Take(limit).Select(static one => one.Row)], page[limit - 1].Place) : new DeliveryPage(page.ConvertAll(static one => one.Row), next);
    }

    /// <returns>Where the reading was ended; null: there is nothing behind.</returns>
    async Task<DeliveryPlace?> ReadAsync(
        WorkKind kind, DeliveryStatus? status, DeliveryPlace? after, int limit, List<(DeliveryPlace Place, DeliveryRow Row)> found, CancellationToken cancellationToken)
    {
        // One more than requested shows whether there is a next page.
        var (left, read) = (limit + 1, 0);
        await foreach (var entity in kind.Table.QueryAsync<TableEntity>(Filter(kind, after), select: Columns, cancellationToken: cancellationToken))
        {
            var place = new DeliveryPlace(entity.PartitionKey[kind.IdPrefix.Length..], entity.RowKey);
            if (entity.RowKey.StartsWith(DeliveryRow.Prefix, StringComparison.Ordinal) && (status is null || entity.GetString(nameof(DeliveryRow.Status)) == status.ToString()))
            {
                found.Add((place, entity.As<DeliveryRow>()));
                left--;
            }

            if (left == 0 || ++read == MostRead)
            {
                return place;
            }
        }

        return null;
    }

    string Filter(WorkKind kind, DeliveryPlace? after)
    {
        var from = kind.IdPrefix + after?.Partition;
        var oldest = kind.IdPrefix + JobId.From(time.GetUtcNow() - Age, new byte[10]);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {oldest}");
        return after is { } place ? filter + " and " + TableClient.CreateQueryFilter($"(PartitionKey gt {from} or RowKey gt {place.Row})") : filter;
    }
}

/// <summary>A page of deliveries.</summary>
/// <param name="Deliveries">The deliveries, without their bodies; fewer than asked for, or none, where many rows were read.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryRow> Deliveries, DeliveryPlace? Next);

/// <summary>Where a page ends: a row of some work.</summary>
/// <param name="Partition">The row's partition without the prefix of its kind of work: it begins with 26 characters that sort newest first.</param>
/// <param name="Row">The row's key.</param>
public readonly record struct DeliveryPlace(string Partition, string Row)
{
    const char Between = '_';
    const int LongestKey = 100;

    /// <summary>The order of rows in a table.</summary>
    internal static Comparer<DeliveryPlace> Order { get; } = Comparer<DeliveryPlace>.Create(static (one, other) =>
        one.Partition == other.Partition ? string.CompareOrdinal(one.Row, other.Row) : string.CompareOrdinal(one.Partition, other.Partition));

    public static bool TryParse(string text, out DeliveryPlace place)
    {
        place = default;
        var between = text?.IndexOf(Between, StringComparison.Ordinal) ?? -1;
        if (between < JobId.Length || text!.Length > LongestKey || !JobId.TryParse(text[..JobId.Length], out _) || !IsKey(text))
        {
            return false;
        }

        place = new DeliveryPlace(text[..between], text[(between + 1)..]);
        return true;
    }

    public override string ToString() => $"{Partition}{Between}{Row}";

    static bool IsKey(string text) => text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or Between);
}
