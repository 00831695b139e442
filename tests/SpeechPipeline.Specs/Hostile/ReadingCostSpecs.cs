using System.Text;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Markdown;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>No document costs more than its size explains: time and memory are linear in it, or it is refused.</summary>
public sealed class ReadingCostSpecs
{
    const string Prose = "Words, and more of them. ";

    public static TheoryData<string, int> Markdown => new()
    {
        { "a table of one long row and many short ones", 20_000 },
        { "a table whose head is a whole text", 20_000 },
        { "a list in the front matter", 50_000 },
        { "underlined headings", 20_000 },
        { "comments", 20_000 },
        { "paragraphs of a letter", 20_000 },
        { "lists of a letter", 20_000 },
    };

    public static TheoryData<string, int> Html => new()
    {
        { "text in 480 divisions", 25_000 },
        { "divisions below a title", 25_000 },
        { "a letter in 480 raised marks", 25_000 },
        { "headings in each other", 5_000 },
        { "comments", 25_000 },
        { "a table of short rows", 20_000 },
    };

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Markdown_costs_what_its_size_explains(string kind, int n) => Cost.IsLinear(size => Text(kind, size), n, text => ArticleReader.Read(ArticleFormats.Markdown, text));

    [Theory]
    [MemberData(nameof(Html))]
    public void A_page_costs_what_its_size_explains(string kind, int n) => Cost.IsLinear(size => Text(kind, size), n, text => ArticleReader.Read(ArticleFormats.Html, text));

    [Theory]
    [InlineData("a <!A ", "never closes")]
    [InlineData("<![CDATA[ ", "never closes")]
    [InlineData("[a](b (", "never closes")]
    [InlineData("- ", "nested quotes and lists")]
    [InlineData("1. ", "nested quotes and lists")]
    [InlineData("> ", "nested quotes and lists")]
    [InlineData("a\n=\n", "too many underlined headings")]
    public void What_the_parser_would_read_again_and_again_is_refused(string part, string why) =>
        Assert.Contains(why, Cost.Measure(Repeat(part, 400_000) + "a", text => ArticleReader.Read(ArticleFormats.Markdown, text)).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("a <!A ")]
    [InlineData("[a](b (")]
    [InlineData("<?")]
    public void What_is_read_again_grows_with_the_square_and_is_counted(string part)
    {
        var (one, two, four) = (MarkdownRereading.Of(Repeat(part, 20_000)), MarkdownRereading.Of(Repeat(part, 40_000)), MarkdownRereading.Of(Repeat(part, 80_000)));
        Assert.InRange((double)two / one, 3.5, 4.5);
        Assert.InRange((double)four / two, 3.5, 4.5);
    }

    [Fact]
    public void Text_with_all_the_marks_of_Markdown_is_hardly_read_again()
    {
        var prose = Repeat("A [link](https://example.com/a \"title\"), `code`, <b>HTML</b> & <!-- a note -->, don't \"say\" (that) ![x](y).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 1_000_000);
        Assert.True(MarkdownRereading.Of(prose) < 10L * prose.Length);
        Assert.True(ArticleReader.Read(ArticleFormats.Markdown, prose).HasSpeech);
    }

    [Theory]
    [InlineData(". ")]
    [InlineData("[Page ")]
    [InlineData("a,\n")]
    public void A_line_of_plain_text_costs_what_its_size_explains(string part) =>
        Cost.IsLinear(size => Repeat(part, size) + "a1\n", 20_000, text => ArticleReader.Read(ArticleFormats.Text, text));

    [Fact]
    public void Half_a_million_paragraphs_are_refused_by_every_format()
    {
        foreach (var format in new[] { ArticleFormats.Text, ArticleFormats.Markdown, ArticleFormats.Html })
        {
            var part = format == ArticleFormats.Html ? "<p>a" : "a\n\n";
            Assert.NotNull(Cost.Measure(Repeat(part, 500_000 * part.Length), text => ArticleReader.Read(format, text)).Refusal);
        }
    }

    [Theory]
    [InlineData("<a>", "</a>")]
    [InlineData("<dc:creator id='a'>A</dc:creator>", "")]
    [InlineData("<dc:title id='a'>A</dc:title>", "")]
    [InlineData("<dc:creator id='a'>A", "</dc:creator>")]
    public void The_package_of_a_book_costs_what_its_size_explains(string open, string close) => Cost.IsLinear(
        size => Book(string.Concat(Enumerable.Repeat(open, size / open.Length)) + string.Concat(Enumerable.Repeat(close, size / open.Length))), 20_000, Read);

    [Fact]
    public void Small_files_that_expand_far_together_are_refused()
    {
        var book = new EpubBuilder();
        for (var i = 0; i < 200; i++)
        {
            book.Text($"t{i}", new string('a', 200_000));
        }

        Assert.Contains("expand to more than 50 times its size", Assert.Throws<UnreadableArticleException>(() => Read(book.Build())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Files_that_share_bytes_of_the_archive_are_refused(int apart)
    {
        var bytes = new EpubBuilder().Text("a", Repeat(Prose, 1_000)).Text("b", Repeat(Prose, 1_000)).Build();
        var places = PlacesOf(bytes, "OPS/text/");
        Assert.Equal(2, places.Count);
        BitConverter.TryWriteBytes(bytes.AsSpan(places[1]), BitConverter.ToUInt32(bytes, places[0]) + (uint)apart);

        Assert.Contains("point to the same bytes", Assert.Throws<UnreadableArticleException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    static void Read(byte[] book) => ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(book)));

    static byte[] Book(string metadata) => new EpubBuilder { Metadata = metadata }.Text("a", $"<p>{Prose}</p>").Build();

    static string Repeat(string part, int size) => part.Length == 0 ? "" : string.Concat(Enumerable.Repeat(part, Math.Max(1, size / part.Length)));

    // Where the directory says where each of those files begins.
    static List<int> PlacesOf(byte[] zip, string path)
    {
        var places = new List<int>();
        for (var at = zip.AsSpan().IndexOf("PK\x01\x02"u8); at >= 0 && at + 46 < zip.Length;)
        {
            if (Encoding.ASCII.GetString(zip, at + 46, BitConverter.ToUInt16(zip, at + 28)).StartsWith(path, StringComparison.Ordinal))
            {
                places.Add(at + 42);
            }

            var next = zip.AsSpan(at + 4).IndexOf("PK\x01\x02"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return places;
    }

    static string Text(string kind, int n) => kind switch
    {
        "a table of one long row and many short ones" => $"|{Repeat("a|", n / 4)}\n|{Repeat("-|", n / 4)}\n{Repeat("|a\n", n / 2)}",
        "a table whose head is a whole text" => $"|{new string('h', n / 2)}|b|\n|-|-|\n{Repeat("|a|b|\n", n / 2)}",
        "a list in the front matter" => $"---\ntitle: [{Repeat("a,", n)}a]\n---\nText.",
        "underlined headings" => Repeat("a\n=\n", n),
        "paragraphs of a letter" => Repeat("a\n\n", n),
        "lists of a letter" => Repeat("- a\n", n),
        "comments" => $"<p>{Repeat(Prose, 3_000)}{Repeat("<!--a-->", n)}",
        "text in 480 divisions" => $"{Repeat("<div>", 480 * 5)}<p>{Repeat(Prose, n)}",
        "divisions below a title" => $"<title>A title</title><article><p>{Repeat(Prose, n)}</p></article>{Repeat("<div>", 480 * 5)}",
        "a letter in 480 raised marks" => $"<p>{Repeat(Prose, 3_000)}{Repeat("<sup>", 480 * 5)}{Repeat("a ", n)}",
        "headings in each other" => $"<p>{Repeat(Prose, 3_000)}{Repeat("<h1><div>", 200 * 9)}{Repeat("a ", n)}",
        "a table of short rows" => $"<p>{Repeat(Prose, 3_000)}<table>{Repeat("<tr><td>a<td>b", n)}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
