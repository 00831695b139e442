using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Docx;

namespace SpeechPipeline.Specs.Articles.Docx;

public sealed class DocxBoundsSpecs
{
    const string Text = "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>";

    [Theory]
    [InlineData("WordDocument", "save it as .docx")]
    [InlineData("EncryptedPackage", "Remove the password")]
    public void Files_of_old_Office_are_refused_with_what_to_do(string stream, string advice)
    {
        byte[] file = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes(stream), .. new byte[100]];

        Assert.Contains(advice, Refusal(new BinaryData(file)));
        Assert.Contains(advice, Assert.IsType<UnreadableArticleException>(Record(() => DocxReader.Check(new BinaryData(file)))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("{\\rtf1 Text.}")]
    [InlineData("<html><body>Text.</body></html>")]
    public void What_is_no_zip_is_refused(string content) => Assert.Equal("This is not a valid Word document: it is not a ZIP file.", Refusal(new BinaryData(Encoding.ASCII.GetBytes(content))));

    [Theory]
    [InlineData("[Content_Types].xml", "no [Content_Types].xml")]
    [InlineData("_rels/.rels", "no _rels/.rels")]
    [InlineData("word/document.xml", "has no main part")]
    public void A_document_without_one_of_its_parts_is_refused(string part, string message)
    {
        var without = DocxBuilder.Changed(Document(Text), (name, content) => name == part ? null : content);

        Assert.Contains(message, Refusal(without));
        Assert.Contains(message, Assert.IsType<UnreadableArticleException>(Record(() => DocxReader.Check(without))).Message);
    }

    [Fact]
    public void A_workbook_is_no_document_and_a_document_needs_no_styles()
    {
        Assert.Contains("another type", Refusal(DocxBuilder.Rewritten(Document(Text), (name, xml) => xml.Replace("wordprocessingml.document.main", "spreadsheetml.sheet.main", StringComparison.Ordinal))));
        Assert.Equal(["Paragraph: Text."], DocxReaderSpecs.Said(DocxReaderSpecs.Read(DocxBuilder.Changed(Document(Text), (name, content) => name.EndsWith("styles.xml", StringComparison.Ordinal) ? null : content))));
    }

    [Theory]
    [InlineData("<w:p>", "not well-formed")]
    [InlineData("&unknown;", "not well-formed")]
    [InlineData("<x:p/>", "not well-formed")]
    [InlineData("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>", "a field in it begins and never ends")]
    public void A_text_that_is_damaged_is_refused(string body, string message) => Assert.Contains(message, Refusal(Document(body)));

    [Fact]
    public void A_document_type_is_refused_and_nothing_is_expanded_or_fetched() => Assert.Contains("document type (DTD)", Refusal(DocxBuilder.Rewritten(
        Document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"),
        (name, xml) => name.EndsWith("/document.xml", StringComparison.Ordinal) ? "<!DOCTYPE document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + xml.TrimStart('\uFEFF') : xml)));

    [Fact]
    public void A_file_that_expands_beyond_all_text_is_refused_before_it_is_expanded()
    {
        var bomb = Added(Document(Text), "word/zeros.bin", new byte[64 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("expands to more than 200 times its size", Refusal(bomb));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024 * 1024);
    }

    [Fact]
    public void Two_names_for_one_file_are_refused()
    {
        var bytes = Added(Document(Text), "word/other.xml", [1, 2, 3]).ToArray();
        var headers = CentralHeaders(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(headers[^1] + 42), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(headers[0] + 42)));

        Assert.Contains("point to the same bytes", Refusal(new BinaryData(bytes)));
    }

    [Fact]
    public void Elements_that_nest_without_end_are_refused_wherever_they_are()
    {
        static string Nested(string open, string close, int times) => string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));
        const int Times = 100_000;

        Assert.Contains("too deeply", Refusal(Document(Nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", Times))));
        Assert.Contains("too deeply", Refusal(Document(Nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", Times))));
        Assert.Contains("too deeply", Refusal(Document("<w:p>" + Nested("<w:ins>", "</w:ins>", Times) + "</w:p>")));
        Assert.Contains("too deeply", Refusal(new DocxBuilder { Styles = Nested("<w:style>", "</w:style>", Times) }.Body(Text).Build()));
        Assert.Single(DocxReaderSpecs.Said(DocxReaderSpecs.Read(Document(Nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60).Replace("<w:tc></w:tc>", $"<w:tc>{Text}</w:tc>", StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("", "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "")]
    [InlineData("<w:p>", "<w:r><w:t>a</w:t></w:r>", "</w:p>")]
    [InlineData("<w:p><w:r>", "<w:fldChar w:fldCharType='begin'/><w:fldChar w:fldCharType='end'/>", "</w:r></w:p>")]
    [InlineData("<w:p><w:r>", "<w:br/><w:t> </w:t>", "</w:r></w:p>")]
    [InlineData("<w:tbl><w:tr>", "<w:tc><w:p/></w:tc>", "</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")]
    [InlineData("<w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "</w:tbl>")]
    public void A_hundred_thousand_of_anything_take_a_time_that_grows_with_them(string before, string one, string after)
    {
        var watch = Stopwatch.StartNew();
        var failure = Record(() => DocxReaderSpecs.Read(new DocxBuilder { Numbering = DocxListSpecs.Decimal }.Body(before + string.Concat(Enumerable.Repeat(one, 100_000)) + after).Build()));

        Assert.True(failure is null, failure?.ToString());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void One_paragraph_that_would_fill_the_memory_and_one_element_of_endless_attributes_are_refused()
    {
        Assert.Contains("a paragraph or a table of more than", Refusal(Document("<w:p>" + string.Concat(Enumerable.Range(0, DocxMarkup.MostNodesOfBlock / 2).Select(i => $"<w:r w:rsidR='{i * 7_919L:x}'/>")) + "</w:p>")));
        Assert.Contains("attributes", Refusal(Document("<w:p " + string.Concat(Enumerable.Range(0, 1_001).Select(i => $"a{i}='' ")) + "/>")));
        Assert.Contains("attributes", Refusal(Document("<!-- don't --><w:p " + string.Concat(Enumerable.Range(0, 1_001).Select(i => $"a{i}=\"'\" ")) + "/>")));
    }

    [Fact]
    public void Styles_in_a_long_row_and_labels_without_end_cost_no_more_than_others()
    {
        var styles = string.Concat(Enumerable.Range(0, 60_000).Select(i => DocxBuilder.Style($"s{i}", $"s{i}", $"<w:basedOn w:val='s{i + 1}'/>")));
        var used = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<w:p><w:pPr><w:pStyle w:val='s{i}'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"));
        var label = $"<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i * 7_919L:x}"))}'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
        var watch = Stopwatch.StartNew();

        Assert.Equal(20_000, DocxReaderSpecs.Said(DocxReaderSpecs.Read(new DocxBuilder { Styles = styles }.Body(used).Build())).Length);
        Assert.Equal(["ListItem: a."], DocxReaderSpecs.Said(DocxReaderSpecs.Read(new DocxBuilder { Numbering = label }.Item("a").Build())));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_truncated_document_is_refused_at_every_length()
    {
        var whole = Rich().ToArray();
        for (var length = 0; length < whole.Length; length += 23)
        {
            Assert.IsType<UnreadableArticleException>(Record(() => DocxReaderSpecs.Read(new BinaryData(whole[..length]))));
        }
    }

    [Fact]
    public void A_document_with_any_byte_of_its_zip_changed_is_read_or_refused()
    {
        var whole = Rich().ToArray();
        for (var at = 0; at < whole.Length; at += 3)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x55;
            CheckReadOrRefused(new BinaryData(changed), $"byte {at}");
        }
    }

    [Fact]
    public void A_document_with_its_xml_changed_anywhere_is_read_or_refused()
    {
        var random = new Random(20_260);
        string[] pieces = ["<", ">", "/>", "\"", "'", "&", "&#0;", "&#xD800;", "-1", "99999999999", "w:", "<w:p>", "</w:p>", "<w:tbl>", "<w:r>", "xmlns:w='urn:x' ", "\0", "\uFFFF", "<!--", "]]>", "<?x?>", "mc:Ignorable='zz' ", "mc:MustUnderstand='w' ", "xml:space='no' "];
        for (var i = 0; i < 600; i++)
        {
            var changed = DocxBuilder.Rewritten(Rich(), (_, xml) =>
            {
                var at = random.Next(xml.Length);
                var removed = random.Next(3) == 0 ? random.Next(Math.Min(40, xml.Length - at)) : 0;
                return random.Next(3) == 0 ? xml : xml.Remove(at, removed).Insert(at, pieces[random.Next(pieces.Length)]);
            });
            CheckReadOrRefused(changed, $"change {i}");
        }
    }

    [Fact]
    public void Attributes_of_any_value_are_read_or_refused()
    {
        foreach (var value in new[] { "", "x", "-1", "-2147483648", "99999999999999999999", "\U0001F600", "&#10;", "true", "1.5" })
        {
            CheckReadOrRefused(
                DocxBuilder.Rewritten(Rich(), (name, xml) => name.EndsWith(".rels", StringComparison.Ordinal) || name.StartsWith('[')
                    ? xml
                    : System.Text.RegularExpressions.Regex.Replace(xml, @"( (w|m|v|o|wp|mc|xml):?\w+=)['""][^'""]*['""]", match => match.Value.StartsWith(" xmlns", StringComparison.Ordinal) ? match.Value : $"{match.Groups[1].Value}'{value}'")),
                value);
        }
    }

    static BinaryData Rich() => new DocxBuilder { Title = "T", Author = "A", Numbering = DocxListSpecs.Decimal }
        .Styled("Title", "A Book").Item("One").Item("Two", 3, 1).Styled("TOC1", "Contents")
        .Body("<w:tbl><w:tblPr><w:tblLook w:val='04A0'/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='1'/></w:tcPr><w:p><w:r><w:t>H</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
        .Body("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:sym w:font='Symbol' w:char='F061'/></w:r></w:p>")
        .Body("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='x'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><m:oMath><m:nary><m:naryPr><m:chr m:val='x'/></m:naryPr></m:nary></m:oMath></w:p></w:sdtContent></w:sdt>")
        .Body("<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>a</w:t></mc:Choice></mc:AlternateContent><w:pict><v:rect o:hr='t'/></w:pict></w:r></w:p>")
        .Build();

    static void CheckReadOrRefused(BinaryData document, string what)
    {
        var failure = Record(() => DocxReaderSpecs.Read(document, new ReadingSettings(Captions: true)));
        Assert.True(failure is null or UnreadableArticleException, $"{what}: {failure}");
    }

    static BinaryData Document(string body) => new DocxBuilder().Body(body).Build();

    static string Refusal(BinaryData document) => Assert.IsType<UnreadableArticleException>(Record(() => DocxReaderSpecs.Read(document))).Message;

    static Exception? Record(Action read) => Xunit.Record.Exception(read);

    static BinaryData Added(BinaryData document, string name, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(document);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var file = zip.CreateEntry(name).Open();
            file.Write(content);
        }

        return new BinaryData(stream.ToArray());
    }

    // APPNOTE.TXT, 4.3.12.
    static List<int> CentralHeaders(byte[] zip)
    {
        var found = new List<int>();
        for (var at = 0; at + 4 <= zip.Length; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8))
            {
                found.Add(at);
            }
        }

        return found;
    }
}
