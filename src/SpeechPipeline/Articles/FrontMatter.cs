using System.Globalization;
using System.Text.RegularExpressions;
using SpeechPipeline.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SpeechPipeline.Articles;

/// <summary>
/// The fields before a document, between lines of <c>---</c> (YAML) or <c>+++</c> (TOML): title, author, language, date, description,
/// picture and address. YAML is read event by event within bounds, and no alias is followed. Fields that are not valid YAML
/// are read line by line.
/// </summary>
sealed partial class FrontMatter
{
    // The text between the fences counts as fields only if the closing fence comes soon.
    const int MostLines = 200;
    const int MostCharacters = 64 * 1024;
    const int MostLevels = 20;
    const int MostItems = 50;

    static readonly string[] NameKeys = ["name", "given", "title"];

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

    /// <summary>Removes the front matter from the start of <paramref name="content"/>; a horizontal rule that only looks like it stays.</summary>
    public static FrontMatter Take(ref string content)
    {
        var frontMatter = new FrontMatter();
        using var lines = new StringReader(content.TrimStart('\uFEFF', '\r', '\n'));
        var fence = lines.ReadLine()?.TrimEnd();
        if (fence is not ("---" or "+++"))
        {
            return frontMatter;
        }

        var (fields, length) = (new List<string>(), 0);
        for (var i = 0; i < MostLines && length <= MostCharacters && lines.ReadLine() is { } line; i++)
        {
            var trimmed = line.TrimEnd();
            if (trimmed == fence || (trimmed == "..." && fence == "---"))
            {
                if (!(fence == "---" ? frontMatter.TakeYaml(fields) : frontMatter.TakeLines(fields, '=')))
                {
                    return new FrontMatter();
                }

                content = lines.ReadToEnd();
                return frontMatter;
            }

            fields.Add(trimmed);
            length += trimmed.Length;
        }

        return new FrontMatter();
    }

    // False if it is not a mapping of keys to values.
    bool TakeYaml(List<string> lines)
    {
        if (lines.TrueForAll(line => line.Length == 0 || line[0] == '#'))
        {
            return lines.Count > 0 && lines.Exists(line => line.Length > 0);
        }

        if (!lines.Exists(line => Key().IsMatch(line)))
        {
            return false;
        }

        try
        {
            var parser = new Parser(new StringReader(string.Join('\n', lines)));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            if (parser.TryConsume<MappingStart>(out _))
            {
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    var key = Value(parser, 1);
                    var value = Value(parser, 1);
                    if (!string.IsNullOrWhiteSpace(key) && !string.IsNullOrWhiteSpace(value))
                    {
                        _fields.TryAdd(key, value);
                    }
                }

                return true;
            }
        }
        // The scanner throws other exceptions for some broken scalars.
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            _fields.Clear();
        }

        return TakeLines(lines, ':');
    }

    // A scalar as it is, a list as its items, a mapping as its name; aliases are ignored.
    static string Value(Parser parser, int level)
    {
        if (level > MostLevels)
        {
            throw new YamlException("The front matter nests its values too deeply.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar.Value;
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<string>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                var item = Value(parser, level + 1);
                if (items.Count < MostItems && item.Length > 0)
                {
                    items.Add(item);
                }
            }

            return string.Join(", ", items);
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            parser.MoveNext();
            return "";
        }

        var name = "";
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(parser, level + 1);
            var value = Value(parser, level + 1);
            name = name.Length == 0 && NameKeys.Contains(key, StringComparer.OrdinalIgnoreCase) ? value : name;
        }

        return name;
    }

    // False if a line cannot be part of the fields.
    bool TakeLines(List<string> lines, char separator)
    {
        var (isField, fields) = (false, 0);
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] is '#' or '[' or ']' or '}' or '-' || char.IsWhiteSpace(line[0]))
            {
                continue;
            }

            var end = line.IndexOf(separator, StringComparison.Ordinal);
            isField = end > 0 && (separator == '=' || end + 1 == line.Length || line[end + 1] == ' ');
            if (!isField)
            {
                continue;
            }

            fields++;
            var value = line[(end + 1)..].Trim();
            _fields.TryAdd(line[..end].Trim().Trim('"'), value is ['[', .. var list, ']'] ? string.Join(", ", list.Split(',').Take(MostItems).Select(Unquote)) : Unquote(value));
        }

        // Prose between two horizontal rules may have a colon here and there.
        return fields > 0 && fields * 2 >= lines.Count(line => line.Length > 0 && char.IsLetter(line[0]));
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

    [GeneratedRegex(@"^[""']?[A-Za-z_][\w .-]{0,60}[""']?\s?:(\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
