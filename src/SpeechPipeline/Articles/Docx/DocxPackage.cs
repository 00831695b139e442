using System.Xml.Linq;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// The paths of the parts of a Word document, by its relationships (ECMA-376, part 2). Web links are stored there too, and many of those
/// in use are malformed: they are ignored.
/// </summary>
/// <param name="Document">The path of the text.</param>
/// <param name="Properties">The path of title and author.</param>
sealed record DocxPackage(string Document, string? Styles, string? Numbering, string? Properties)
{
    const string ContentTypes = "[Content_Types].xml";
    const string RootRelationships = "_rels/.rels";

    // Document, template, and both with macros. Macros are in separate parts, which are never opened.
    static readonly HashSet<string?> MainTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    };

    /// <exception cref="UnreadableArticleException">It is not a Word document.</exception>
    public static DocxPackage Read(ArticleArchive archive)
    {
        if (!archive.Has(ContentTypes) || !archive.Has(RootRelationships))
        {
            throw new UnreadableArticleException($"This is not a valid Word document: the ZIP has no {(archive.Has(ContentTypes) ? RootRelationships : ContentTypes)}.");
        }

        var root = DocxMarkup.Load(archive, RootRelationships);
        if (TargetOf(archive, root, "", "officeDocument") is not { } document)
        {
            throw new UnreadableArticleException("This is not a valid Word document: it has no main part.");
        }

        if (!MainTypes.Contains(TypeOf(DocxMarkup.Load(archive, ContentTypes), document)))
        {
            throw new UnreadableArticleException($"This is not a valid Word document: its main part, '{document}', has another type.");
        }

        var slash = document.LastIndexOf('/') + 1;
        var path = $"{document[..slash]}_rels/{document[slash..]}.rels";
        var own = archive.Has(path) ? DocxMarkup.Load(archive, path) : new XElement("Relationships");
        return new DocxPackage(
            document, TargetOf(archive, own, document, "styles"), TargetOf(archive, own, document, "numbering"), TargetOf(archive, root, "", "core-properties"));
    }

    // The types end in the same way in Transitional and in Strict.
    static string? TargetOf(ArticleArchive archive, XElement relationships, string from, string type) => relationships.Elements()
        .Where(relationship => relationship.Attribute("Type")?.Value.EndsWith("/" + type, StringComparison.Ordinal) == true
            && relationship.Attribute("TargetMode")?.Value != "External")
        .Select(relationship => PathOf(from, relationship.Attribute("Target")?.Value))
        .FirstOrDefault(path => path is not null && archive.Has(path));

    static string? PathOf(string from, string? target) =>
        Uri.TryCreate(new Uri("part://document/" + from), target, out var part) && part is { Scheme: "part", Host: "document" }
            ? Uri.UnescapeDataString(part.AbsolutePath).TrimStart('/')
            : null;

    static string? TypeOf(XElement types, string path)
    {
        var own = types.Elements().FirstOrDefault(type => string.Equals(type.Attribute("PartName")?.Value, "/" + path, StringComparison.OrdinalIgnoreCase));
        var extension = path[(path.LastIndexOf('.') + 1)..];
        own ??= types.Elements().FirstOrDefault(type => string.Equals(type.Attribute("Extension")?.Value, extension, StringComparison.OrdinalIgnoreCase));
        return own?.Attribute("ContentType")?.Value;
    }
}
