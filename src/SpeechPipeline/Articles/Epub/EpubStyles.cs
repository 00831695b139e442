using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// What a book's own style sheets hide: rules with <c>display: none</c> under selectors of one class, one name or one of either on an
/// element. No script of a book shows it again, as those of pages do.
/// </summary>
static partial class EpubStyles
{
    const int MostSheets = 10;
    const int MostCharacters = 512 * 1024;

    public static Func<IElement, bool> HiddenIn(IDocument document, string path, ArticleArchive archive)
    {
        var sheets = document.QuerySelectorAll("style").Select(style => style.TextContent)
            .Concat(document.QuerySelectorAll("link[rel=stylesheet][href]").Take(MostSheets).Select(link => Linked(link.GetAttribute("href")!, path, archive)));
        var (classes, ids) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var sheet in sheets.Where(sheet => sheet.Length <= MostCharacters && sheet.Contains("none", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (Match rule in HidingRule().Matches(Media().Replace(Comment().Replace(sheet, ""), "")))
            {
                foreach (var selector in rule.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
                {
                    if (Simple().Match(selector) is { Success: true } simple)
                    {
                        _ = simple.Groups[1].Value == "." ? classes.Add(simple.Groups[2].Value) : ids.Add(simple.Groups[2].Value);
                    }
                }
            }
        }

        return classes.Count + ids.Count == 0 ? _ => false : element => (element.Id is { } id && ids.Contains(id)) || (element.ClassName is not null && element.ClassList.Any(classes.Contains));
    }

    static string Linked(string reference, string path, ArticleArchive archive)
    {
        if (EpubPath.Resolve(path, reference).Path is not { } sheet || !archive.Has(sheet))
        {
            return "";
        }

        try
        {
            return Encoding.UTF8.GetString(archive.Read(sheet));
        }
        catch (UnreadableArticleException)
        {
            // A book is read without its styles as well.
            return "";
        }
    }

    [GeneratedRegex(@"([^{}@;]{1,500})\{[^{}]*\bdisplay\s*:\s*none\b[^{}]*\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HidingRule();

    // Rules for other media, such as a player's, say nothing about the page.
    [GeneratedRegex(@"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Media();

    [GeneratedRegex(@"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[a-zA-Z0-9]*([.#])([\w-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Simple();
}
