using System.Text.Json;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>A batch's own fields, without its items: stored as <c>batch.json</c>.</summary>
/// <param name="Kind">The kind of its source.</param>
/// <param name="FeedUrl">The address of the feed; absent if the source came with the request.</param>
/// <param name="Defaults">Default fields for every item.</param>
/// <param name="Webhook">The address to call.</param>
/// <param name="MaxCostUsd">The most that the batch may cost, in US dollars.</param>
/// <param name="DryRun">Whether only the quote is requested.</param>
/// <param name="Metadata">The caller's own labels, returned in the batch object.</param>
/// <param name="Charset">The encoding of a feed that came with the request, from its Content-Type; absent if it names none.</param>
/// <param name="WebhookEvents">The events to call it for; absent: the ends.</param>
public sealed record BatchEnvelope(
    BatchKind Kind,
    string? FeedUrl,
    JsonElement? Defaults,
    string? Webhook,
    decimal? MaxCostUsd,
    bool DryRun,
    IReadOnlyDictionary<string, string>? Metadata,
    string? Charset = null,
    IReadOnlyList<string>? WebhookEvents = null)
{
    // Fields that each item has itself, or that only a batch has.
    static readonly string[] NoDefaults = ["input", "article", "source_url", "dry_run", "max_cost_usd", "custom_id"];

    /// <summary>Reads the fields of a batch.</summary>
    /// <param name="kind">The kind of its source, as far as the content type tells.</param>
    /// <param name="fields">The fields by name; <c>items</c> is not among them.</param>
    /// <param name="root">The beginning of pointers to the fields: <c>#/</c> or <c>?</c>.</param>
    /// <param name="outbound">The addresses that may be called.</param>
    /// <param name="problems">Receives the problems.</param>
    internal static BatchEnvelope Read(BatchKind kind, JsonElement fields, string root, OutboundOptions outbound, List<FieldProblem> problems)
    {
        var reading = new RequestFields(fields, root, problems);
        // A request with items in its body cannot have a feed_url; there the name is unknown like any other.
        var feed = kind == BatchKind.Json ? ReadAddress(reading, "feed_url", outbound) : null;
        var (webhook, events) = WebhookField.Read(reading, WebhookField.OfBatches, outbound);
        var cost = reading.Amount("max_cost_usd");
        var dryRun = reading.Flag("dry_run") == true;
        var metadata = MetadataFields.Read(reading);
        JsonElement? defaults;
        if (kind == BatchKind.Json)
        {
            defaults = reading.Object("defaults") is null ? null : reading.Raw("defaults");
            reading.RefuseOthers();
        }
        else
        {
            // In a query, all other fields are defaults of the items.
            defaults = reading.Others() is { Count: > 0 } others ? JsonSerializer.SerializeToElement(others) : null;
        }

        foreach (var name in NoDefaults.Where(name => defaults is { } given && given.TryGetProperty(name, out _)))
        {
            problems.Add(new FieldProblem(kind == BatchKind.Json ? $"#/defaults/{name}" : $"{root}{name}", "cannot be a default; set it in each item, or for the batch."));
        }

        return new BatchEnvelope(feed is null ? kind : BatchKind.Feed, feed, defaults, webhook, cost, dryRun, metadata.Count == 0 ? null : metadata, WebhookEvents: events);
    }

    static string? ReadAddress(RequestFields fields, string name, OutboundOptions outbound)
    {
        if (fields.Text(name) is { } address && !OutboundUri.TryParse(address, outbound, out _, out var problem))
        {
            fields.Problem(name, problem);
        }

        return fields.Text(name);
    }
}
