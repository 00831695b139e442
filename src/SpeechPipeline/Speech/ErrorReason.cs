using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>
/// Finds what an answer says in words, wherever its server puts that: <c>error.message</c> (OpenAI), <c>error</c> as text, <c>detail</c> as
/// text, list (FastAPI) or object (Kokoro-FastAPI), <c>message</c> (vLLM, openedai-speech), <c>title</c> and <c>detail</c> (RFC 9457), plain
/// text, the title of a page.
/// </summary>
/// <param name="Text">The words, on one line and shortened; null where there are none.</param>
/// <param name="Fields">The fields of the request that the answer names apart from its words (<c>param</c>, <c>loc</c>).</param>
sealed partial record ErrorReason(string? Text, IReadOnlyList<string> Fields)
{
    /// <summary>A body of this length has said what it has to say.</summary>
    public const int MostBytes = 64 * 1024;

    const int MostLength = 500;

    const int ShortestSecret = 8;

    const int MostDepth = 6;

    /// <summary>Of a list of faults, the first tell enough.</summary>
    const int MostFaults = 4;

    /// <summary>Members that hold the words, or what holds them, the most telling first.</summary>
    static readonly string[] Words =
        ["message", "msg", "error", "detail", "details", "errors", "error_description", "error_message", "description", "reason", "title", "fault", "code"];

    static readonly string[] Names = ["param", "field", "parameter"];

    public static ErrorReason None { get; } = new(null, []);

    /// <summary>The words without what nobody else is to read: a server may repeat the key, or the text.</summary>
    /// <param name="body">The answer's.</param>
    /// <param name="secrets">What is masked. Less than 8 characters are no secret: they may be part of any word.</param>
    public static ErrorReason Read(ReadOnlySpan<byte> body, params IEnumerable<string?> secrets)
    {
        var text = Encoding.UTF8.GetString(body).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length == 0)
        {
            return None;
        }

        if (text[0] is '{' or '[' or '"')
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                var fields = new List<string>();
                CollectFields(json.RootElement, fields, 0);
                return new ErrorReason(Shortened(WordsOf(json.RootElement, 0), secrets), fields);
            }
            catch (JsonException)
            {
                // Cut off, or only like JSON: it is told as it stands.
            }
        }

        return new ErrorReason(Shortened(text[0] == '<' ? TitleOf(text) : IsReadable(text) ? text : null, secrets), []);
    }

    /// <summary>Whether the words hold this one by itself.</summary>
    public bool Mentions(string word)
    {
        for (var at = Text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) ?? -1; at >= 0; at = Text!.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsOfWord(Text![at - 1])) && (end == Text!.Length || !IsOfWord(Text[end])))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    static string? WordsOf(JsonElement json, int depth) => depth > MostDepth ? null : json.ValueKind switch
    {
        JsonValueKind.String => json.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Array => Joined(json.EnumerateArray().Take(MostFaults).Select(one => WordsOf(one, depth + 1))),
        JsonValueKind.Object => OfObject(json, depth),
        _ => null,
    };

    static string? OfObject(JsonElement json, int depth)
    {
        // A problem document has both, and its detail says more.
        var order = json.TryGetProperty("title", out _) && json.TryGetProperty("detail", out _) ? Words.Order(Comparer<string>.Create((a, b) => (b == "detail").CompareTo(a == "detail"))) : (IEnumerable<string>)Words;
        foreach (var name in order)
        {
            if (json.TryGetProperty(name, out var member) && WordsOf(member, depth + 1) is { } words)
            {
                return PlaceOf(json) is { } place ? $"{place}: {words}" : words;
            }
        }

        return null;
    }

    /// <summary>Where FastAPI found the fault: <c>["body", "speed"]</c>.</summary>
    static string? PlaceOf(JsonElement json) => json.TryGetProperty("loc", out var place) && place.ValueKind == JsonValueKind.Array
        ? string.Join('.', place.EnumerateArray().Where(static part => part.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(static part => part.ToString()))
        : null;

    static void CollectFields(JsonElement json, List<string> fields, int depth)
    {
        if (depth > MostDepth || fields.Count >= 20)
        {
            return;
        }

        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in json.EnumerateArray().Take(20))
            {
                CollectFields(one, fields, depth + 1);
            }
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String && Names.Contains(member.Name) && member.Value.GetString() is { Length: > 0 } name)
                {
                    fields.Add(name.Split('.')[^1]);
                }
                else if (member.Name == "loc" && member.Value.ValueKind == JsonValueKind.Array)
                {
                    fields.AddRange(member.Value.EnumerateArray().Where(static part => part.ValueKind == JsonValueKind.String).Select(static part => part.GetString()!).Where(static part => part != "body"));
                }
                else
                {
                    CollectFields(member.Value, fields, depth + 1);
                }
            }
        }
    }

    static string? Joined(IEnumerable<string?> words) => string.Join("; ", words.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    static string? TitleOf(string page)
    {
        var match = Heading().Match(page);
        return match.Success ? WebUtility.HtmlDecode(Tag().Replace(match.Groups[2].Value, " ")) : null;
    }

    static bool IsReadable(string text) => !text.Contains('\uFFFD', StringComparison.Ordinal) && !text.Any(static c => char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\u001B'));

    static string? Shortened(string? text, IEnumerable<string?> secrets)
    {
        if (text is null)
        {
            return null;
        }

        // Masked before it is cut: half a key is not recognized.
        var line = Line(text);
        foreach (var secret in secrets.OfType<string>().Select(Line).Where(static secret => secret.Length >= ShortestSecret))
        {
            line = line.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return line.Length == 0 ? null : TextCut.At(line, MostLength);
    }

    static string Line(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"<(title|h1)\b[^>]*>\s*([^\s].*?)</\1\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    /// <summary>A message goes into logs and on one line of a console.</summary>
    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Space();
}
