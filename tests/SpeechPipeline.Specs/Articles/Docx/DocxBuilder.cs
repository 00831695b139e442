using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace SpeechPipeline.Specs.Articles.Docx;

/// <summary>Makes Word documents for tests with the Open XML SDK: whole and right, unless a test says otherwise.</summary>
sealed class DocxBuilder
{
    const string Namespaces =
        "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
        + "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
        + "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
        + "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' "
        + "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

    readonly StringBuilder _body = new();

    public string? Title { get; set; }

    public string? Author { get; set; }

    /// <summary>The elements in <c>w:styles</c>.</summary>
    public string Styles { get; set; } =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB' w:eastAsia='ja-JP'/></w:rPr></w:rPrDefault></w:docDefaults>"
        + Style("Normal", "Normal", "", "w:default='1'")
        + Style("Title", "Title") + Style("Quote", "Quote") + Style("Caption", "caption") + Style("TOC1", "toc 1")
        + Style("berschrift1", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")
        + Style("berschrift2", "heading 2", "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>")
        + Style("berschrift3", "heading 3", "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>");

    /// <summary>The elements in <c>w:numbering</c>.</summary>
    public string Numbering { get; set; } = "";

    public WordprocessingDocumentType Type { get; set; } = WordprocessingDocumentType.Document;

    public static string Style(string id, string name, string content = "", string attributes = "") =>
        $"<w:style w:type='paragraph' w:styleId='{id}' {attributes}><w:name w:val='{name}'/>{content}</w:style>";

    public DocxBuilder Body(string xml)
    {
        _body.Append(xml);
        return this;
    }

    public DocxBuilder Paragraph(string text, string properties = "", string runProperties = "") =>
        Body($"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{runProperties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>");

    public DocxBuilder Styled(string style, string text) => Paragraph(text, $"<w:pStyle w:val='{style}'/>");

    public DocxBuilder Item(string text, int numbering = 1, int level = 0) =>
        Paragraph(text, $"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{numbering}'/></w:numPr>");

    public BinaryData Build()
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, Type))
        {
            if (Title is not null)
            {
                document.PackageProperties.Title = Title;
            }

            if (Author is not null)
            {
                document.PackageProperties.Creator = Author;
            }

            var main = document.AddMainDocumentPart();
            Feed(main, $"<w:document {Namespaces}><w:body>{_body}<w:sectPr/></w:body></w:document>");
            Feed(main.AddNewPart<StyleDefinitionsPart>(), $"<w:styles {Namespaces}>{Styles}</w:styles>");
            if (Numbering.Length > 0)
            {
                Feed(main.AddNewPart<NumberingDefinitionsPart>(), $"<w:numbering {Namespaces}>{Numbering}</w:numbering>");
            }
        }

        return new BinaryData(stream.ToArray());
    }

    /// <summary>A document with some files changed; a file of which nothing is left is left out.</summary>
    public static BinaryData Changed(BinaryData document, Func<string, byte[], byte[]?> change)
    {
        using var from = new ZipArchive(document.ToStream());
        using var stream = new MemoryStream();
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in from.Entries)
            {
                using var content = new MemoryStream();
                using (var opened = file.Open())
                {
                    opened.CopyTo(content);
                }

                if (change(file.FullName, content.ToArray()) is { } changed)
                {
                    using var written = to.CreateEntry(file.FullName).Open();
                    written.Write(changed);
                }
            }
        }

        return new BinaryData(stream.ToArray());
    }

    /// <summary>A document with the text of its files changed.</summary>
    public static BinaryData Rewritten(BinaryData document, Func<string, string, string?> change) =>
        Changed(document, (name, content) => change(name, Encoding.UTF8.GetString(content)) is { } text ? Encoding.UTF8.GetBytes(text) : null);

    static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
