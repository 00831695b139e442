using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// The deliveries of all work of the last 30 days, the newest work first. They stand among the rows of their work, so a listing reads past those: some seconds
/// where there are tens of thousands of jobs and few webhooks.
/// </summary>
public sealed class DeliveryListing(WorkKinds kinds, TimeProvider time)
{
    static readonly TimeSpan Age = TimeSpan.FromDays(30);

    /// <param name="status">Only deliveries in that state; null: all.</param>
    /// <param name="after">The last one of the page before; null: from the newest.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryStatus? status, DeliveryPlace? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryRow>();
        foreach (var kind in kinds.All)
        {
            found.AddRange(await kind.Table.PageAsync<DeliveryRow>(Filter(kind, status, after), limit, cancellationToken));
        }

        return [.. found.OrderBy(static row => DeliveryPlace.Of(row).ToString(), StringComparer.Ordinal).Take(limit)];
    }

    string Filter(WorkKind kind, DeliveryStatus? status, DeliveryPlace? after)
    {
        var oldest = kind.IdPrefix + JobId.From(time.GetUtcNow() - Age, new byte[10]);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {kind.IdPrefix} and PartitionKey lt {oldest} and RowKey ge {DeliveryRow.Prefix} and RowKey lt {DeliveryRow.End}");
        if (after is { } place)
        {
            var (owner, row) = (kind.IdPrefix + place.Work, DeliveryRow.Prefix + place.Event);
            filter += " and " + TableClient.CreateQueryFilter($"(PartitionKey gt {owner} or (PartitionKey eq {owner} and RowKey gt {row}))");
        }

        return status is { } wanted ? filter + " and " + TableClient.CreateQueryFilter($"Status eq {wanted.ToString()}") : filter;
    }
}

/// <summary>Where a delivery stands in the listing.</summary>
/// <param name="Work">The last 26 characters of its work's id, which sort newest first.</param>
/// <param name="Event">Its event's id.</param>
public readonly record struct DeliveryPlace(string Work, string Event)
{
    const char Between = '_';

    public static DeliveryPlace Of(DeliveryRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new DeliveryPlace(row.PartitionKey[^JobId.Length..], row.EventId);
    }

    public static bool TryParse(string text, out DeliveryPlace place)
    {
        place = default;
        if (text is null || text.Length <= JobId.Length || text[JobId.Length] != Between || !JobId.TryParse(text[..JobId.Length], out _) || !WebhookEvent.IsId(text[(JobId.Length + 1)..]))
        {
            return false;
        }

        place = new DeliveryPlace(text[..JobId.Length], text[(JobId.Length + 1)..]);
        return true;
    }

    public override string ToString() => $"{Work}{Between}{Event}";
}
