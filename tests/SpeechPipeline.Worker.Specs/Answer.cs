using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What a caller is told, without what differs from one run to the next: ids, tokens, times, addresses, signatures.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Headers">By name, those of the transport left out.</param>
/// <param name="Body">As text.</param>
sealed partial record Answer(int Status, string Headers, string Body)
{
    // When, by which server, and in how many pieces.
    static readonly string[] Transport = ["Date", "Server", "Transfer-Encoding", "Connection", "Keep-Alive"];

    public static async Task<Answer> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var steady = Steady(response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true ? Reformat(body) : body);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !Transport.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            // A length says how long ids and addresses are.
            .Where(header => header.Key != "Content-Length" || steady == body)
            // What the limiter allows depends on what was under way before.
            .Select(header => $"{header.Key}: {(header.Key.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase) ? "0" : Steady(string.Join(", ", header.Value)))}");
        return new Answer((int)response.StatusCode, string.Join('\n', headers.Order(StringComparer.OrdinalIgnoreCase)), steady);
    }

    public override string ToString() => $"{Status}\n{Headers}\n\n{Body}";

    static string Reformat(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Indented);
    }

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Addresses first: the others may stand in them.
    static readonly IReadOnlyList<(Regex What, string Instead)> Unsteady =
    [
        (Address(), "http://here"), (Storage(), "{storage}"), (Id(), "{id}"), (Token(), "{token}"), (Tag(), "\"{tag}\""), (Time(), "{time}"),
        (Guid(), "{guid}"), (Momentary(), ""), (Measure(), "$1 0"),
    ];

    static string Steady(string text) => Unsteady.Aggregate(text, (seen, unsteady) => unsteady.What.Replace(seen, unsteady.Instead));

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+/devstoreaccount\d+/[^\s""<]*")]
    private static partial Regex Storage();

    [GeneratedRegex(@"http://(127\.0\.0\.1|localhost):\d+(?!\d|/devstoreaccount\d+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b[0-9a-hjkmnp-tv-z]{26}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<==)[A-Za-z0-9_-]{22,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"""0x[0-9A-F]+""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex Time();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guid();

    // What health says only while something waits.
    [GeneratedRegex(@",\s*""(?:oldest_seconds|not_before)"": [^,}\s]+")]
    private static partial Regex Momentary();

    // What health counts at the moment it is asked.
    [GeneratedRegex(@"(""(?:messages|level|under_way|waiting)"":) [0-9.]+")]
    private static partial Regex Measure();
}
