using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// The elements that a book's own style sheets hide: rules with <c>display: none</c> whose selector is one class or one id, alone or on an
/// element. Unlike in web pages, no script shows them again. A sheet is read once for all files of the book.
/// </summary>
sealed partial class EpubStyles(ArticleArchive archive)
{
    const int MostSheets = 10;
    const int MostCharacters = 512 * 1024;
    const int LongestSelectors = 500;

    readonly Dictionary<string, IReadOnlySet<string>> _linked = new(StringComparer.Ordinal);

    /// <summary>Whether an element of a file is hidden.</summary>
    /// <param name="document">The file.</param>
    /// <param name="path">Its path in the book, from which its links are resolved.</param>
    public Func<IElement, bool> HiddenIn(IDocument document, string path)
    {
        var sheets = document.QuerySelectorAll("style").Select(style => HiddenBy(style.TextContent))
            .Concat(document.QuerySelectorAll("link[rel=stylesheet][href]").Take(MostSheets).Select(link => HiddenByLinked(link.GetAttribute("href")!, path)))
            .Where(hidden => hidden.Count > 0).ToList();
        return sheets.Count == 0 ? _ => false : element => (element.Id is { } id && IsHidden($"#{id}")) || (element.ClassName is not null && element.ClassList.Any(name => IsHidden($".{name}")));

        bool IsHidden(string name) => sheets.Exists(hidden => hidden.Contains(name));
    }

    IReadOnlySet<string> HiddenByLinked(string reference, string path)
    {
        if (EpubPath.Resolve(path, reference).Path is not { } sheet || !archive.Has(sheet))
        {
            return new HashSet<string>();
        }

        if (!_linked.TryGetValue(sheet, out var hidden))
        {
            _linked.Add(sheet, hidden = HiddenBy(Read(sheet)));
        }

        return hidden;
    }

    string Read(string sheet)
    {
        try
        {
            return Encoding.UTF8.GetString(archive.Read(sheet));
        }
        catch (UnreadableArticleException)
        {
            // Without its styles, the book can still be read.
            return "";
        }
    }

    // The classes and ids, as ".class" and "#id".
    static HashSet<string> HiddenBy(string sheet)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        if (sheet.Length > MostCharacters || !sheet.Contains("none", StringComparison.OrdinalIgnoreCase))
        {
            return hidden;
        }

        foreach (var (selectors, body) in RulesOf(Comment().Replace(sheet, "")))
        {
            if (Hides().IsMatch(body))
            {
                hidden.UnionWith(selectors.Split(',', StringSplitOptions.TrimEntries).Select(selector => Simple().Match(selector)).Where(simple => simple.Success).Select(simple => simple.Groups[1].Value));
            }
        }

        return hidden;
    }

    // Only rules at the top level: nested ones are for certain media (@media), not for every reader.
    static IEnumerable<(string Selectors, string Body)> RulesOf(string css)
    {
        var (level, start, selectors) = (0, 0, "");
        for (var i = 0; i < css.Length; i++)
        {
            switch (css[i])
            {
                case '{':
                    selectors = level++ == 0 && i - start <= LongestSelectors ? css[start..i] : "";
                    start = i + 1;
                    break;
                case '}':
                    if (level == 1 && selectors.Length > 0)
                    {
                        yield return (selectors, css[start..i]);
                    }

                    (level, start, selectors) = (Math.Max(0, level - 1), i + 1, "");
                    break;
                case ';' when level == 0:
                    start = i + 1;
                    break;
            }
        }
    }

    [GeneratedRegex(@"\bdisplay\s*:\s*none\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hides();

    // A comment that is not closed extends to the end.
    [GeneratedRegex(@"/\*.*?(?:\*/|\z)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[a-zA-Z0-9]*([.#][\w-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Simple();
}
