using System.Text.Json;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>What a batch says of itself beside its items: stored as <c>batch.json</c>.</summary>
/// <param name="Kind">What its source is.</param>
/// <param name="FeedUrl">Where the feed is to be fetched from; absent where the source came with the request.</param>
/// <param name="Defaults">Fields of a job, for every item that does not say otherwise.</param>
/// <param name="Webhook">Called when the batch ends.</param>
/// <param name="MaxCostUsd">In US dollars.</param>
/// <param name="DryRun">Whether only the quote is wanted.</param>
/// <param name="Metadata">The caller's own labels, handed back in the batch object.</param>
/// <param name="Charset">How a feed that came with the request is encoded, as its Content-Type says; absent: it says nothing.</param>
public sealed record BatchEnvelope(
    BatchKind Kind,
    string? FeedUrl,
    JsonElement? Defaults,
    string? Webhook,
    decimal? MaxCostUsd,
    bool DryRun,
    IReadOnlyDictionary<string, string>? Metadata,
    string? Charset = null)
{
    // What an item is made of, and what only a batch decides.
    static readonly string[] NoDefaults = ["input", "article", "source_url", "dry_run", "max_cost_usd", "custom_id"];

    /// <summary>Reads the fields of a batch.</summary>
    /// <param name="kind">What its source is, as far as its type says.</param>
    /// <param name="fields">The fields by name; <c>items</c> is not among them.</param>
    /// <param name="root">How pointers to the fields begin: <c>#/</c> or <c>?</c>.</param>
    /// <param name="outbound">Which addresses may be called.</param>
    /// <param name="problems">Receives what is wrong.</param>
    internal static BatchEnvelope Read(BatchKind kind, JsonElement fields, string root, OutboundOptions outbound, List<FieldProblem> problems)
    {
        var reading = new RequestFields(fields, root, problems);
        // What has a body of items cannot have an address instead; there the name is unknown, as any other.
        var feed = kind == BatchKind.Json ? ReadAddress(reading, "feed_url", outbound) : null;
        var webhook = ReadAddress(reading, "webhook", outbound);
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
            // In a query, what is not the batch's own is its items'.
            defaults = reading.Others() is { Count: > 0 } others ? JsonSerializer.SerializeToElement(others) : null;
        }

        foreach (var name in NoDefaults.Where(name => defaults is { } given && given.TryGetProperty(name, out _)))
        {
            problems.Add(new FieldProblem(kind == BatchKind.Json ? $"#/defaults/{name}" : $"{root}{name}", "cannot be a default; each item has its own, or the batch has."));
        }

        return new BatchEnvelope(feed is null ? kind : BatchKind.Feed, feed, defaults, webhook, cost, dryRun, metadata.Count == 0 ? null : metadata);
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
