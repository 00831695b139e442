using System.IO.Compression;
using System.Text;

namespace SpeechPipeline.TestTools;

/// <summary>Makes books for tests: whole and right, unless a test says otherwise.</summary>
public sealed class EpubBuilder
{
    readonly List<(string Path, byte[] Content)> _files = [];
    readonly List<string> _manifest = [];
    readonly List<string> _spine = [];

    public string Metadata { get; set; } = "<dc:title>A Book</dc:title><dc:creator>Jane Doe</dc:creator><dc:language>en-GB</dc:language>";

    public string Guide { get; set; } = "";

    public string SpineAttributes { get; set; } = "";

    public EpubBuilder File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public EpubBuilder File(string path, byte[] content)
    {
        _files.Add((path, content));
        return this;
    }

    public EpubBuilder Item(string id, string href, string mediaType, string more = "")
    {
        _manifest.Add($"<item id='{id}' href='{href}' media-type='{mediaType}' {more}/>");
        return this;
    }

    /// <summary>A text file of the spine, with that body.</summary>
    public EpubBuilder Text(string name, string body, string bodyAttributes = "", string itemref = "", string prolog = "")
    {
        _spine.Add($"<itemref idref='{name}' {itemref}/>");
        return Item(name, $"text/{name}.xhtml", "application/xhtml+xml").File($"OPS/text/{name}.xhtml", Page(body, bodyAttributes, prolog));
    }

    /// <summary>An item of the spine that is a picture.</summary>
    public EpubBuilder Picture(string name, string mediaType, string content, string more = "")
    {
        _spine.Add($"<itemref idref='{name}'/>");
        return Item(name, name, mediaType, more).File($"OPS/{name}", content);
    }

    /// <summary>An EPUB 3 table of contents with these items.</summary>
    public EpubBuilder Contents(string items) =>
        Item("nav", "nav.xhtml", "application/xhtml+xml", "properties='nav'").File("OPS/nav.xhtml", Page($"<nav epub:type='toc'><h1>Contents</h1><ol>{items}</ol></nav>"));

    /// <summary>An EPUB 2 table of contents with these points.</summary>
    public EpubBuilder Ncx(string points)
    {
        SpineAttributes = "toc='ncx'";
        return Item("ncx", "toc.ncx", "application/x-dtbncx+xml").File("OPS/toc.ncx",
            $"<?xml version='1.0'?><!DOCTYPE ncx PUBLIC '-//NISO//DTD ncx 2005-1//EN' 'http://www.daisy.org/z3986/2005/ncx-2005-1.dtd'><ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap>{points}</navMap></ncx>");
    }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "mimetype", "application/epub+zip"u8.ToArray());
            Write(zip, "META-INF/container.xml", Encoding.UTF8.GetBytes(
                "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"));
            Write(zip, "OPS/book.opf", Encoding.UTF8.GetBytes(
                $"<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:opf='http://www.idpf.org/2007/opf'><metadata>{Metadata}</metadata>"
                + $"<manifest>{string.Concat(_manifest)}</manifest><spine {SpineAttributes}>{string.Concat(_spine)}</spine>{Guide}</package>"));
            foreach (var (path, content) in _files)
            {
                Write(zip, path, content);
            }
        }

        return stream.ToArray();
    }

    static string Page(string body, string bodyAttributes = "", string prolog = "") =>
        $"{(prolog.Length > 0 ? prolog : "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html>")}<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'>"
        + $"<head><title/><script src='x.js'/></head><body {bodyAttributes}>{body}</body></html>";

    static void Write(ZipArchive zip, string path, byte[] content)
    {
        using var entry = zip.CreateEntry(path).Open();
        entry.Write(content);
    }
}
