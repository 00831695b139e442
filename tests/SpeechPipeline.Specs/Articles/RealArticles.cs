using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Specs.Articles;

/// <summary>Texts that people wrote, from a folder <c>shared/articles</c> beside the repository or above it; there may be none.</summary>
static partial class RealArticles
{
    /// <summary>The paragraphs of a novel of some 560,000 characters as plain text, or null.</summary>
    public static string? Novel() => Book() is { } book ? TextOf(book) : null;

    /// <summary>The path of that novel as an EPUB, or null.</summary>
    public static string? Book() => Find("sherlock-holmes.epub");

    /// <summary>The path of a web page, or null.</summary>
    public static string? Page(string name) => Find("html", name + ".html");

    static string? Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([folder.FullName, "shared", "articles", .. parts]);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    static string TextOf(string book)
    {
        using var archive = ZipFile.OpenRead(book);
        var text = new StringBuilder();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains("/text/") && entry.Name.EndsWith(".xhtml")))
        {
            using var reader = new StreamReader(entry.Open());
            var body = Head().Replace(reader.ReadToEnd(), "").ReplaceLineEndings(" ");
            text.Append(WebUtility.HtmlDecode(Tag().Replace(BlockEnd().Replace(body, "\n\n"), ""))).Append("\n\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("<head>.*?</head>", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex("</(p|h[1-6]|blockquote|li|section|header)>")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
