using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Parses HTML within bounds. Nothing is loaded, run or resolved. Markup that nests without end takes the parser a time
/// quadratic in its length (50,000 open divisions: 11 s), and the code that walks the tree recurses; so it is refused as soon
/// as it is met, long before the stack is in danger.
/// </summary>
static class HtmlParsing
{
    /// <summary>Browsers flatten at 512.</summary>
    public const int MostLevels = 500;

    /// <summary>The longest pages in use have some 200,000.</summary>
    public const int MostElements = 300_000;

    /// <summary>The longest class or id of an element; the rest is cut off, because checks of an element read those of its neighbours too.</summary>
    public const int MostCharactersOfName = 1_000;

    const int MostAttributes = 1_000_000;
    const int FewNodes = 64;

    /// <exception cref="UnreadableArticleException">The HTML is out of bounds.</exception>
    public static IHtmlDocument Parse(string html)
    {
        var (elements, attributes) = (0, 0);
        IElement? previous = null;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            SkipComments = true,
            DisableElementPositionTracking = true,
            OnCreated = (element, _) => Check(element),
            ShouldEmitAttribute = (ref AngleSharp.Html.Parser.Tokens.Struct.StructHtmlToken _, ReadOnlyMemory<char> _) => ++attributes < MostAttributes,
        });
        var document = parser.ParseDocument(html);
        ShortenNames(document);
        JoinTexts(document);
        return document;

        void Check(IElement element)
        {
            if (++elements > MostElements)
            {
                throw new UnreadableArticleException($"The HTML has more than {MostElements:N0} elements.");
            }
            // When an element is announced, it is not in its place yet, but the one before it is.
            if (previous is not null && LevelOf(previous) > MostLevels)
            {
                throw new UnreadableArticleException($"The HTML nests its elements too deeply to be read; at most {MostLevels} levels are allowed.");
            }

            previous = element;
        }
    }

    static void ShortenNames(IHtmlDocument document)
    {
        foreach (var element in document.All)
        {
            if (element.ClassName is { Length: > MostCharactersOfName } classes)
            {
                element.ClassName = classes[..MostCharactersOfName];
            }

            if (element.Id is { Length: > MostCharactersOfName } id)
            {
                element.Id = id[..MostCharactersOfName];
            }
        }
    }

    // Each comment parts a text in two, and those that are left out stay as empty ones; what looks for the article takes a time quadratic in the parts.
    static void JoinTexts(IHtmlDocument document)
    {
        foreach (var parent in document.All.Where(element => element.ChildNodes.Length > FewNodes).ToList())
        {
            var children = parent.ChildNodes.ToArray();
            if (!children.Any(child => child is IComment) && !children.Zip(children.Skip(1)).Any(pair => pair is { First: IText, Second: IText }))
            {
                continue;
            }

            // Removing nodes one by one would take time quadratic in their number.
            parent.TextContent = "";
            var words = new StringBuilder();
            foreach (var child in children)
            {
                switch (child)
                {
                    case IText text:
                        words.Append(text.Data);
                        break;
                    case IComment:
                        break;
                    default:
                        AppendText();
                        parent.AppendChild(child);
                        break;
                }
            }

            AppendText();

            void AppendText()
            {
                if (words.Length > 0)
                {
                    parent.AppendChild(document.CreateTextNode(words.ToString()));
                    words.Clear();
                }
            }
        }
    }

    /// <summary>How deep a node is nested; more than <see cref="MostLevels"/> is not counted on.</summary>
    public static int LevelOf(INode node)
    {
        var level = 0;
        for (var ancestor = node.Parent; ancestor is not null && level <= MostLevels; ancestor = ancestor.Parent)
        {
            level++;
        }

        return level;
    }
}
