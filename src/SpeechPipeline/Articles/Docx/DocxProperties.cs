using System.Xml.Linq;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// The core properties (ECMA-376, part 2, section 11). The file's creation date is not the date of the text, and Word's comments are not a
/// summary: both are ignored.
/// </summary>
sealed record DocxProperties(string? Title, string? Author, string? Language)
{
    public static DocxProperties Read(ArticleArchive archive, string? path)
    {
        var root = path is null ? new XElement("coreProperties") : DocxMarkup.Load(archive, path);
        return new DocxProperties(Field(root, "title"), AuthorsOf(Field(root, "creator")), Field(root, "language"));
    }

    static string? Field(XElement root, string name) =>
        root.Elements().FirstOrDefault(element => element.Name.LocalName == name) is { } field && SpokenText.Normalize(field.Value) is { Length: > 0 } text ? text : null;

    // Word separates several names by semicolons.
    static string? AuthorsOf(string? creator) =>
        creator is null ? null : string.Join(", ", creator.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) is { Length: > 0 } authors ? authors : null;
}
