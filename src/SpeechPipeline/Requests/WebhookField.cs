using System.Text.Json;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Requests;

/// <summary>Reads <c>webhook</c>: an address, or an object of <c>url</c> and the <c>events</c> that it is told of. In a query, the events are <c>webhook_events</c>, separated by commas.</summary>
public static class WebhookField
{
    const string Name = "webhook";
    const string InQuery = "webhook_events";

    /// <summary>The events of a job.</summary>
    public static IReadOnlyList<string> OfJobs { get; } = ["job.started", "job.progress", "job.completed", "job.failed", "job.cancelled"];

    /// <summary>The events of a batch.</summary>
    public static IReadOnlyList<string> OfBatches { get; } = ["batch.completed", "batch.failed", "batch.cancelled"];

    /// <param name="fields">The fields of the job or batch.</param>
    /// <param name="known">The events that there are.</param>
    /// <param name="outbound">The addresses that may be called.</param>
    /// <returns>The address, null if there is none; and the events, null: those of the end.</returns>
    internal static (string? Url, IReadOnlyList<string>? Events) Read(RequestFields fields, IReadOnlyList<string> known, OutboundOptions outbound)
    {
        if (fields.Raw(Name) is not { ValueKind: JsonValueKind.Object } || fields.Object(Name) is not { } nested)
        {
            return (Address(fields, Name, outbound), fields.Pointer(InQuery) is ['?', ..] ? EventsInQuery(fields, known) : null);
        }

        var url = Address(nested, "url", outbound);
        if (!nested.Has("url"))
        {
            nested.Problem("url", "is missing: the address to call.");
        }

        var events = Events(nested, "events", known);
        nested.RefuseOthers();
        return (url, events);
    }

    static string? Address(RequestFields fields, string name, OutboundOptions outbound)
    {
        if (fields.Text(name) is not { } address)
        {
            return null;
        }

        if (!OutboundUri.TryParse(address, outbound, out _, out var problem))
        {
            fields.Problem(name, problem);
        }

        return address;
    }

    static List<string>? Events(RequestFields fields, string name, IReadOnlyList<string> known)
    {
        if (fields.Raw(name) is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            fields.Refuse(name, list, $"a list of {string.Join(", ", known)}");
            return null;
        }

        var events = new List<string>();
        var at = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && known.Contains(item.GetString()))
            {
                events.Add(item.GetString()!);
            }
            else
            {
                fields.ProblemBelow(name, $"{at}", Unknown(known));
            }

            at++;
        }

        return [.. events.Distinct()];
    }

    static List<string>? EventsInQuery(RequestFields fields, IReadOnlyList<string> known)
    {
        if (fields.Text(InQuery) is not { } text)
        {
            return null;
        }

        var events = text.Split(',', StringSplitOptions.TrimEntries).Distinct().ToList();
        if (events.Exists(one => !known.Contains(one)))
        {
            fields.Problem(InQuery, $"has what {Unknown(known)}");
        }
        else if (!fields.Has(Name))
        {
            fields.Problem(InQuery, "needs webhook, the address to call.");
        }

        return events;
    }

    static string Unknown(IEnumerable<string> known) => $"is not an event; allowed are {string.Join(", ", known)}.";
}
