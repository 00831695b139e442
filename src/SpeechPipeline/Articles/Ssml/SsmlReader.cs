using System.Globalization;
using System.Text;
using System.Xml;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Ssml;

/// <summary>
/// Reads SSML (W3C, SSML 1.1): <c>p</c> and <c>s</c> part the text, <c>break</c> is a silence of ours, <c>sub</c> is spoken as its alias, the
/// words of <c>say-as</c> go to the model as they are. No model behind the endpoint takes markup, so of everything else only the words
/// are spoken, and a warning says so.
/// </summary>
sealed class SsmlReader
{
    /// <summary>Far more than any author nests.</summary>
    const int MostLevels = 200;

    const int MostNamed = 20;

    /// <summary>What says nothing that is spoken.</summary>
    static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "metadata", "desc", "lexicon", "meta" };

    /// <summary>The lengths that Azure Speech gives to the strengths, in milliseconds; the standard leaves them open.</summary>
    static readonly Dictionary<string, int> Strengths = new(StringComparer.Ordinal)
    {
        ["none"] = 0,
        ["x-weak"] = 250,
        ["weak"] = 500,
        ["medium"] = 750,
        ["strong"] = 1_000,
        ["x-strong"] = 1_250,
    };

    readonly List<Block> _blocks = [];
    readonly StringBuilder _text = new();
    readonly SortedDictionary<string, int> _stripped = new(StringComparer.Ordinal);
    readonly SortedSet<string> _problems = new(StringComparer.Ordinal);
    string? _language;

    /// <exception cref="UnreadableArticleException">It is not well-formed, or is nested too deeply.</exception>
    public static Article Read(string text)
    {
        // A text with marks is as good as a document around it. Prefixes are the extensions of one vendor or other, rarely declared.
        using var xml = new XmlTextReader(WithoutDeclaration(text), XmlNodeType.Element, context: null)
        {
            Namespaces = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            WhitespaceHandling = WhitespaceHandling.All,
        };
        var reader = new SsmlReader();
        try
        {
            reader.Read(xml);
        }
        catch (XmlException e)
        {
            throw new UnreadableArticleException($"It is not well-formed SSML: {e.Message} Write & as &amp; and < as &lt;, and end every element.");
        }

        return reader.Made();
    }

    void Read(XmlTextReader xml)
    {
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.Depth >= MostLevels:
                    throw new UnreadableArticleException($"Its elements are nested more than {MostLevels} levels deep.");
                case XmlNodeType.Element when Silent.Contains(xml.Name):
                    Skip(xml);
                    break;
                case XmlNodeType.Element when xml.Name == "sub" && xml.GetAttribute("alias") is { } alias:
                    _text.Append(alias);
                    Skip(xml);
                    break;
                case XmlNodeType.Element:
                    Open(xml);
                    break;
                case XmlNodeType.EndElement:
                    Close(xml.Name);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    _text.Append(xml.Value);
                    break;
                case XmlNodeType.EntityReference:
                    throw new XmlException($"&{xml.Name}; is not known.", innerException: null, xml.LineNumber, xml.LinePosition);
            }
        }

        EndBlock();
    }

    void Open(XmlTextReader xml)
    {
        switch (xml.Name)
        {
            case "speak":
                _language ??= xml.GetAttribute("xml:lang");
                break;
            case "p" or "paragraph":
                EndBlock();
                break;
            case "s" or "sentence":
                EndSentence();
                break;
            case "break":
                if (PauseOf(xml.GetAttribute("time"), xml.GetAttribute("strength")) is > 0 and var pause)
                {
                    _text.Append(PauseMark.Of(pause));
                }

                break;
            case "say-as" or "sub" or "mark" or "w" or "token":
                break;
            case var name:
                _stripped[name] = _stripped.GetValueOrDefault(name) + 1;
                break;
        }

        if (xml.IsEmptyElement)
        {
            Close(xml.Name);
        }
    }

    void Close(string name)
    {
        if (name is "p" or "paragraph" or "speak")
        {
            EndBlock();
        }
        else if (name is "s" or "sentence")
        {
            EndSentence();
        }
    }

    void EndBlock()
    {
        _blocks.Add(new Block(BlockKind.Paragraph, _text.ToString()));
        _text.Clear();
    }

    /// <summary>A sentence that its author marked ends in a stop, or the model would run it into the next.</summary>
    void EndSentence()
    {
        var end = _text.Length;
        while (end > 0 && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        if (end > 0 && char.IsLetterOrDigit(_text[end - 1]))
        {
            _text.Insert(end, char.GetUnicodeCategory(_text[end - 1]) == UnicodeCategory.OtherLetter && _text[end - 1] >= '\u3040' ? "。" : ".");
        }

        _text.Append(' ');
    }

    int PauseOf(string? time, string? strength)
    {
        if (time is null)
        {
            return Strengths.TryGetValue(strength?.Trim() ?? "medium", out var known) ? known : Unknown($"strength of a <break> is not one of {string.Join(", ", Strengths.Keys)}");
        }

        var text = time.Trim();
        var (number, times) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1) : text.EndsWith('s') ? (text[..^1], 1_000) : ("", 0);
        if (double.TryParse(number.TrimStart('+'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length) && double.IsFinite(length))
        {
            return (int)Math.Min(PauseMark.Longest, Math.Round(length * times));
        }

        return Unknown("time of a <break> is not a number with s or ms, as in 500ms");

        int Unknown(string problem)
        {
            _problems.Add($"The {problem}; it is {Strengths["medium"]} ms long.");
            return Strengths["medium"];
        }
    }

    Article Made()
    {
        if (_stripped.Count > 0)
        {
            var named = _stripped.Take(MostNamed).Select(static one => one.Value == 1 ? $"<{TextCut.At(one.Key, 60)}>" : $"<{TextCut.At(one.Key, 60)}> ({one.Value} times)");
            _problems.Add($"Of these elements only the words are spoken: {string.Join(", ", named)}{(_stripped.Count > MostNamed ? $" and {_stripped.Count - MostNamed} more" : "")}.");
        }

        var blocks = _blocks.Where(static block => block.Text.Length > 0).ToList();
        return new Article(null, null, _language, blocks.Count == 0 ? [] : [new Chapter(null, 1, blocks)], Warnings: _problems.Count == 0 ? null : [.. _problems]);
    }

    static string WithoutDeclaration(string text)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<?xml ", StringComparison.Ordinal) && start.IndexOf("?>", StringComparison.Ordinal) is > 0 and var end ? start[(end + 2)..] : start;
    }

    /// <summary>Past the element; nothing in it is spoken.</summary>
    static void Skip(XmlTextReader xml)
    {
        var (depth, isOver) = (xml.Depth, xml.IsEmptyElement);
        while (!isOver && xml.Read())
        {
            isOver = xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth;
        }
    }
}
