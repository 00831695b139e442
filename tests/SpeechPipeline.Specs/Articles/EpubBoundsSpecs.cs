using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Epub;

namespace SpeechPipeline.Specs.Articles;

public sealed class EpubBoundsSpecs
{
    const string OneText = "<p>Text.</p>";

    [Fact]
    public void Copy_protection_is_refused_by_its_name_and_hidden_fonts_are_not()
    {
        Assert.Contains("encrypted (DRM)", Refusal(Encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")));
        Assert.Equal("Text.", Assert.Single(Read(new BinaryData(Encrypted("http://www.idpf.org/2008/embedding").Build())).Chapters[0].Blocks).Text);

        static EpubBuilder Encrypted(string algorithm) => new EpubBuilder().Text("a", OneText).File("META-INF/encryption.xml",
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' xmlns:enc='http://www.w3.org/2001/04/xmlenc#'><enc:EncryptedData>"
            + $"<enc:EncryptionMethod Algorithm='{algorithm}'/><enc:CipherData><enc:CipherReference URI='OPS/text/a.xhtml'/></enc:CipherData></enc:EncryptedData></encryption>");
    }

    [Fact]
    public void A_file_that_expands_beyond_all_text_is_refused_before_it_is_expanded()
    {
        var bomb = new EpubBuilder().Text("a", OneText).File("OPS/zeros.bin", new byte[64 * 1024 * 1024]).Build();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("expands to more than 200 times its size", Refusal(new BinaryData(bomb)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024 * 1024);
    }

    [Fact]
    public void Text_beyond_the_bounds_is_refused_and_a_directory_that_lies_about_its_size_gains_nothing()
    {
        // 48 MiB that hardly repeat themselves, of which the directory then says that they are 1,000 bytes.
        var noise = new byte[48 * 1024 * 1024];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)(i % 16 == 0 ? i / 16 * 2654435761L >> 7 : 'a');
        }

        var bytes = new EpubBuilder().Text("a", OneText).Item("b", "b.xhtml", "application/xhtml+xml").File("OPS/b.xhtml", noise).Build();
        Assert.Contains("more than 32 MiB", Record(() => EpubArchiveRead(bytes, "OPS/b.xhtml"))!.Message);
        foreach (var at in SizesOf(bytes, "OPS/b.xhtml"))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), 1_000);
        }

        var read = Record(() => EpubArchiveRead(bytes, "OPS/b.xhtml"));

        Assert.Contains("cannot be unpacked", Assert.IsType<UnreadableArticleException>(read).Message);
    }

    [Fact]
    public void More_files_than_any_book_has_are_refused_before_the_directory_is_read()
    {
        var book = new EpubBuilder().Text("a", OneText);
        for (var i = 0; i <= ArticleArchive.MostEntries; i++)
        {
            book.File($"OPS/{i}", []);
        }

        Assert.Contains("more than 10,000 files", Refusal(book));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("%PDF-1.7")]
    [InlineData("PK\u0003\u0004 and then nothing of the kind, but long enough to be read as an end PK\u0005\u0006")]
    public void What_is_no_zip_is_refused(string content) => Assert.Contains("EPUB", Refusal(new BinaryData(Encoding.Latin1.GetBytes(content))));

    [Fact]
    public void A_truncated_book_is_refused_at_every_length()
    {
        var whole = new EpubBuilder().Text("a", OneText).Contents("<li><a href='text/a.xhtml'>A</a></li>").Build();
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.IsType<UnreadableArticleException>(Record(() => Read(new BinaryData(whole[..length]))));
        }
    }

    [Fact]
    public void A_book_with_any_byte_changed_is_read_or_refused()
    {
        var whole = new EpubBuilder().Text("a", OneText).Contents("<li><a href='text/a.xhtml'>A</a></li>").Build();
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x55;
            Assert.True(Record(() => Read(new BinaryData(changed))) is null or UnreadableArticleException, $"byte {at}");
        }
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("..%2f..%2f..%2fetc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("..\\..\\..\\etc\\passwd")]
    [InlineData("missing.xhtml")]
    public void References_that_lead_out_of_the_book_lead_nowhere(string href) =>
        Assert.Contains("The EPUB is damaged", Refusal(new EpubBuilder { SpineAttributes = "><itemref idref='x'/" }.Item("x", href, "application/xhtml+xml")));

    [Theory]
    [InlineData("a/b/c.opf", "d/e.xhtml#f", "a/b/d/e.xhtml", "f")]
    [InlineData("a/b/c.opf", "../d.xhtml", "a/d.xhtml", null)]
    [InlineData("a/b.opf", "/c.xhtml", "c.xhtml", null)]
    [InlineData("a/b.opf", "#x%20y", "a/b.opf", "x y")]
    [InlineData("a/b.opf", "../../c.xhtml", null, null)]
    public void Paths_are_resolved_inside_the_book(string from, string reference, string? path, string? fragment) =>
        Assert.Equal((path, fragment), EpubPath.Resolve(from, reference));

    [Fact]
    public void Entities_of_its_own_are_not_expanded_and_nothing_is_fetched()
    {
        const string Prolog = "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        var text = Assert.Single(Read(new BinaryData(new EpubBuilder().Text("a", "<p>Before &b; and &x; after.</p>", prolog: Prolog).Build())).Chapters[0].Blocks).Text;

        Assert.Equal("Before &b; and &x; after.", text);
    }

    [Theory]
    [InlineData("<!DOCTYPE package [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]><package>&b;</package>")]
    [InlineData("<!DOCTYPE package SYSTEM 'http://127.0.0.1:9/x.dtd'><package>&x;</package>")]
    [InlineData("<package><metadata>")]
    [InlineData("not xml")]
    public void A_package_file_that_is_not_well_formed_is_refused(string package) =>
        Assert.Contains("not well-formed", Refusal(Zip(("META-INF/container.xml", "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"), ("b.opf", package))));

    [Fact]
    public void Elements_that_nest_without_end_are_refused_in_text_contents_and_package()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 20_000));
        var item = string.Concat(Enumerable.Repeat("<li><a href='x'>y</a><ol>", 20_000));
        var xml = string.Concat(Enumerable.Repeat("<x>", 20_000)) + string.Concat(Enumerable.Repeat("</x>", 20_000));

        Assert.Contains("too deeply", Refusal(new EpubBuilder().Text("a", deep)));
        Assert.Contains("too deeply", Refusal(new EpubBuilder().Text("a", OneText).Contents(item)));
        Assert.Contains("too deeply", Refusal(new EpubBuilder { Metadata = xml }.Text("a", OneText)));
    }

    [Fact]
    public void A_style_sheet_that_many_files_link_is_read_once()
    {
        // 700 times half a megabyte would be more than may be read of a book.
        var (random, css) = (new Random(1), new StringBuilder(".unseen { display: none } "));
        while (css.Length < 500_000)
        {
            css.Append(CultureInfo.InvariantCulture, $"p.a{random.Next()} {{ margin: {random.Next()}px }} ");
        }

        var book = new EpubBuilder().File("OPS/text/all.css", css.ToString());
        for (var i = 0; i < 700; i++)
        {
            book.Text($"t{i}", "<link rel='stylesheet' href='all.css'/><p class='unseen'>Nobody reads this.</p><p>The lamp was lit.</p>");
        }

        Assert.All(Read(new BinaryData(book.Build())).Chapters.SelectMany(chapter => chapter.Blocks), block => Assert.Equal("The lamp was lit.", block.Text));
    }

    [Fact]
    public void What_can_be_told_from_outside_is_told_without_reading_the_text()
    {
        EpubReader.Check(new BinaryData(new EpubBuilder().Text("a", string.Concat(Enumerable.Repeat("<div>", 20_000))).Build()));
        Assert.Contains("no META-INF/container.xml", Assert.IsType<UnreadableArticleException>(Record(() => EpubReader.Check(Zip(("a.txt", "Text."))))).Message);
    }

    static Article Read(BinaryData book) => ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, book));

    static string Refusal(EpubBuilder book) => Refusal(new BinaryData(book.Build()));

    static string Refusal(BinaryData book) => Assert.IsType<UnreadableArticleException>(Record(() => Read(book))).Message;

    static Exception? Record(Action read) => Xunit.Record.Exception(read);

    static void EpubArchiveRead(byte[] bytes, string path)
    {
        using var archive = EpubArchive.Open(new BinaryData(bytes));
        archive.Read(path);
    }

    // Where the local and the central header of a file state its expanded size (APPNOTE.TXT 4.3.7 and 4.3.12).
    static List<int> SizesOf(byte[] zip, string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var found = new List<int>();
        for (var at = 46; at + name.Length <= zip.Length; at++)
        {
            if (!zip.AsSpan(at, name.Length).SequenceEqual(name))
            {
                continue;
            }

            if (zip.AsSpan(at - 30).StartsWith("PK\x03\x04"u8))
            {
                found.Add(at - 30 + 22);
            }

            if (zip.AsSpan(at - 46).StartsWith("PK\x01\x02"u8))
            {
                found.Add(at - 46 + 24);
            }
        }

        Debug.Assert(found.Count == 2);
        return found;
    }

    static BinaryData Zip(params (string Path, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return new BinaryData(stream.ToArray());
    }
}
