using System.Globalization;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// The fields before a Markdown document, between lines of <c>---</c> (YAML) or <c>+++</c> (TOML). Only flat keys and lists of
/// plain values are understood, which is all that is looked for: title, author, language, date, description, picture and address.
/// </summary>
sealed class FrontMatter
{
    // What stands between the fences is fields only when it closes soon.
    const int MostLines = 200;

    // Of one field, in characters; what is longer is no title, no list of authors, no summary.
    const int LongestValue = 2_000;

    readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public string? Title => Field("title");

    public string? Author => Field("author") ?? Field("authors");

    public string? Language => Field("language") ?? Field("lang");

    public string? Description => Field("description") ?? Field("summary");

    public string? Image => Field("image");

    public string? Link => Field("canonical_url") ?? Field("url");

    public DateOnly? Date =>
        Field("date") is { Length: >= 10 } date
        && DateOnly.TryParseExact(date.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Takes the front matter off the start of <paramref name="content"/>; a rule that merely looks like it is left there.</summary>
    public static FrontMatter Take(ref string content)
    {
        var frontMatter = new FrontMatter();
        using var lines = new StringReader(content.TrimStart('\uFEFF'));
        var fence = lines.ReadLine()?.TrimEnd();
        if (fence is not ("---" or "+++"))
        {
            return frontMatter;
        }

        string? key = null;
        for (var i = 0; i < MostLines && lines.ReadLine() is { } line; i++)
        {
            var trimmed = line.TrimEnd();
            if (trimmed == fence || (trimmed == "..." && fence == "---"))
            {
                content = lines.ReadToEnd();
                return frontMatter;
            }

            if (!frontMatter.TakeLine(trimmed, fence == "---" ? ':' : '=', ref key))
            {
                break;
            }
        }

        return new FrontMatter();
    }

    // False where the line cannot stand in front matter.
    bool TakeLine(string line, char separator, ref string? key)
    {
        if (line.Length == 0 || line[0] is '#' or '[')
        {
            return true;
        }

        if (char.IsWhiteSpace(line[0]) || line.StartsWith("- ", StringComparison.Ordinal) || line == "-")
        {
            if (key is not null && line.TrimStart() is ['-', ' ', .. var item])
            {
                Add(key, Unquote(item));
            }

            return key is not null;
        }

        var end = line.IndexOf(separator, StringComparison.Ordinal);
        if (end <= 0 || (separator == ':' && end + 1 < line.Length && line[end + 1] != ' '))
        {
            return key is not null && line[0] is ']' or '}';
        }

        key = line[..end].Trim().Trim('"');
        var value = line[(end + 1)..].Trim();
        if (value is ['[', .. var list, ']'])
        {
            foreach (var entry in list.Split(','))
            {
                Add(key, Unquote(entry));
            }
        }
        else
        {
            Add(key, Unquote(value));
        }

        return true;
    }

    void Add(string key, string value)
    {
        var before = _fields.GetValueOrDefault(key, "");
        if (before.Length == 0 && value.Length > 0)
        {
            _fields[key] = TextCut.At(value, LongestValue);
        }
        else if (value.Length > 0 && before.Length + value.Length < LongestValue)
        {
            _fields[key] = $"{before}, {value}";
        }
    }

    string? Field(string key) =>
        _fields.TryGetValue(key, out var value) && SpokenText.Normalize(value) is { Length: > 0 } text ? text : null;

    static string Unquote(string value)
    {
        var text = value.Trim();
        if (text is ['"', .. var quoted, '"'])
        {
            return quoted.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
        }

        if (text is ['\'', .. var single, '\''])
        {
            return single.Replace("''", "'", StringComparison.Ordinal);
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
