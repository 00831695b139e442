using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>Reads a feed of JSON Feed 1.0 or 1.1.</summary>
static partial class JsonFeed
{
    const string Version = "jsonfeed.org/version/";

    static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\v\f\0\uFEFF");
    static readonly JsonReaderOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // What says that it is a feed stands before its entries: so the specification shows it, and so software writes it.
    const int LookedBytes = 4 * 1024;

    /// <summary>Whether a document in JSON says in its beginning that it is such a feed.</summary>
    public static async Task<bool> IsFeedAsync(Stream document, CancellationToken cancellationToken)
    {
        var looked = new byte[LookedBytes];
        var length = await document.ReadAtLeastAsync(looked, LookedBytes, throwOnEndOfStream: false, cancellationToken);
        return Says().IsMatch(Encoding.Latin1.GetString(looked, 0, length));
    }

    /// <summary>Where such a feed begins in a text; null: the text is none. What a site's software has written in front is passed over where the feed says what it is.</summary>
    public static int? BeginningOf(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Blanks);
        if (first >= 0 && text[first] == '{')
        {
            return first;
        }

        var version = text.IndexOf(Version, StringComparison.OrdinalIgnoreCase);
        return version > 0 && text.LastIndexOf('{', version) is >= 0 and var open && text.AsSpan(open + 1).TrimStart().StartsWith("\"version\"", StringComparison.Ordinal) ? open : null;
    }

    /// <exception cref="BatchFormatException">It is not JSON, or no feed.</exception>
    public static JsonElement Parse(string text)
    {
        var feed = TryParse(text, out _) ?? TryParse(WithoutControls(text), out var problem) ?? throw new BatchFormatException(
            "#", $"is not well-formed JSON: line {problem!.LineNumber + 1}, position {problem.BytePositionInLine + 1}. Correct it there, or send its entries as NDJSON.");
        return Find(feed, "items") is { ValueKind: JsonValueKind.Array } ? feed : throw new BatchFormatException("#", "is JSON, but no JSON Feed: it has no array items.");
    }

    public static JsonElement Items(JsonElement feed) => Find(feed, "items")!.Value;

    public static FeedHead HeadOf(JsonElement feed) => new(AuthorOf(feed), LanguageTag.Of(Text(feed, "language")), Text(feed, "title"));

    /// <summary>The entry as one of Atom. A member that is not of its kind counts as absent.</summary>
    /// <exception cref="FormatException">A string in it is no text: it holds half of a surrogate pair.</exception>
    public static XElement Entry(JsonElement item, Uri? address)
    {
        if (!JsonBody.IsText(item))
        {
            throw new FormatException("A string is no text.");
        }

        (string, string)? content = Text(item, "content_html") is { } html ? ("html", html) : Text(item, "content_text") is { } text ? ("text", text) : null;
        return AtomEntry.Of(
            Text(item, "id"),
            Text(item, "title") is { } title ? FeedTitle.OfAny(title) : null,
            (FeedAddress.Of(Text(item, "url"), address) ?? FeedAddress.Of(Text(item, "external_url"), address))?.AbsoluteUri,
            FeedDay.Find(Text(item, "date_published")) ?? FeedDay.Find(Text(item, "date_modified")),
            AuthorOf(item),
            content,
            Text(item, "summary") is { } summary ? WebUtility.HtmlEncode(summary) : null,
            Text(item, "language"));
    }

    static string? AuthorOf(JsonElement of)
    {
        var author = Find(of, "authors") is { ValueKind: JsonValueKind.Array } authors && authors.GetArrayLength() > 0 ? authors[0] : Find(of, "author");
        return author is { ValueKind: JsonValueKind.String } name ? Words(name) : author is { } person ? Text(person, "name") : null;
    }

    static string? Text(JsonElement of, string name) => Find(of, name) is { } value ? Words(value) : null;

    // As the parser finds it, but that a name that is no text fails nothing.
    static JsonElement? Find(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var found = of.EnumerateObject().LastOrDefault(property => IsNamed(property, name));
        return found.Value.ValueKind == JsonValueKind.Undefined ? null : found.Value;
    }

    static bool IsNamed(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static string? Words(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.GetRawText();
        }

        return value.ValueKind == JsonValueKind.String && JsonBody.IsText(value) && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? FeedCharacters.Clean(text) : null;
    }

    static JsonElement? TryParse(string text, out JsonException? problem)
    {
        problem = null;
        try
        {
            // What follows the feed is passed over, as in XML.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Tolerant);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException e)
        {
            problem = e;
            return null;
        }
    }

    // Line ends and the like that stand in a string as they are.
    static string WithoutControls(string text)
    {
        var written = new StringBuilder(text.Length);
        var (isString, isEscaped) = (false, false);
        foreach (var c in text)
        {
            if (c < ' ' && (isString || c is not ('\t' or '\n' or '\r')))
            {
                written.Append(isString && c is '\n' or '\r' ? "\\n" : " ");
                isEscaped = false;
                continue;
            }

            if (c == '"' && !isEscaped)
            {
                isString = !isString;
            }

            isEscaped = isString && c == '\\' && !isEscaped;
            written.Append(c);
        }

        return written.ToString();
    }

    [GeneratedRegex("""^(\xEF\xBB\xBF)?\s*\{[^{\[]*?"version"\s*:\s*"https?:(//|\\/\\/)(www\.)?jsonfeed\.org(/|\\/)version(/|\\/)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Says();
}
