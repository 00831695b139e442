using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>
/// What the readers look for with patterns is looked for once. A pattern that looks again and again comes to its limit, which is a fault; what looks so
/// without a pattern comes to the end of the test's patience, some hundred times what it takes.
/// </summary>
public sealed class PatternCostSpecs
{
    const int Size = 250_000;
    const string Article = "The lamp was lit, and all of the house could see it from the road that leads down to the sea. ";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // What begins the document, what is repeated, what follows.
    public static TheoryData<string, string, string> Markdown => new()
    {
        { "#a", " ", "!" },
        { "a", " ", "!" },
        { "a", " #a", "!" },
        { "a #a/", "a", "!" },
        { "::: a", " ", "b" },
        { ":::", " ", "b" },
        { "::: a", ":", "b" },
        { "| a\n| ", "-", "a" },
        { "| a\n", "--- ", "a" },
        { "> [!", "a", "" },
        { "", @"\(", "." },
        { "", @"\[", "." },
        { @"\(", @"\\", "a" },
        { "", @"(\\", "a" },
        { "", "{/* a\n", "" },
        { "", "{% highlight a %}\n", "" },
        { "import a", " ", "b" },
        { "%%", "%", "a" },
        { "", "[[a", "" },
        { "", "{a", "" },
        { "", "$$", "a" },
        { "", ":::a\n", "" },
    };

    public static TheoryData<string, string, string> Text => new()
    {
        { AsciiDoc, "<<", "." },
        { AsciiDoc + "<<", ",", "." },
        { AsciiDoc + "<<a,", " ", "." },
        { AsciiDoc, "link:", "." },
        { AsciiDoc + "link:a[", ",", "." },
        { AsciiDoc, "link:a[", "." },
        { Restructured + ":ref:`a", " ", "!" },
        { Restructured + "`a", " ", "!" },
        { Restructured + "`a", " <", "!" },
        { Restructured, "`a <", "!" },
        { "", ". ", "1" },
        { "a", " ", "1" },
        { "a", "\t", ". . . . 1" },
        { "", "\n", "a" },
        { "", " \n", "a" },
        { "[Footnote 1\n", "\n \n", "a" },
        { "[Footnote 1", "]\n\n\n", "a" },
        { "Transcriber's notes\n", "\n", "a" },
        { "目次\na....1\n", "目次\na   1\n", "" },
        { "", "_a *", "" },
        { "The lamp was lit, and\n\n\n", "\n", "12" },
        { "", "--------------------\n《", "" },
        { "", "00:00:00,000 -->\n", "" },
    };

    public static TheoryData<string, string, string> Html => new()
    {
        { $"<p>{Article}<h2>Sources</h2><p>", "a", "" },
        { $"<p>{Article}<h2>Sources</h2><p>", "…", "" },
        { $"<p>{Article}<p>", @"\(", "." },
        { $"<p>{Article}<p>", @"\[ a ", "." },
        { $"<p>{Article}<p>", "$$", "." },
        { $"<p>{Article}<p>", "doi:10.1234/", "!" },
        { $"<p>{Article}<p>", "a ", "!" },
        { $"<p>{Article}<p>", "<", "!" },
        { $"<p>{Article}<p>", "&a", "!" },
        { $"<p>{Article}</p>", "a<!-- -->", "" },
        { $"<p>{Article}<p class='", "note-ref ", $"'>{Article}" },
        { $"<p>{Article}<p style='", "display ", $"'>{Article}" },
        { $"<p>{Article}<p><img alt='", "a.", "'>" },
        { $"<p>{Article}<sup>", " ", "1</sup>" },
    };

    const string AsciiDoc = "= Lamps\n\n== First\n\n";
    const string Restructured = "Lamps\n=====\n\n.. note::\n\n   A lamp.\n\n";

    [Theory]
    [MemberData(nameof(Markdown))]
    public Task Markdown_is_looked_at_once(string begin, string part, string end) => ReadAsync(ArticleFormats.Markdown, begin, part, end);

    [Theory]
    [MemberData(nameof(Text))]
    public Task Plain_text_is_looked_at_once(string begin, string part, string end) => ReadAsync(ArticleFormats.Text, begin, part, end);

    [Theory]
    [MemberData(nameof(Html))]
    public Task A_page_is_looked_at_once(string begin, string part, string end) => ReadAsync(ArticleFormats.Html, begin, part, end);

    [Theory]
    [InlineData("display:none", "/* ", "")]
    [InlineData("display:none", "a", "")]
    [InlineData("display:none", "@media ", "")]
    [InlineData("display:none", "a{", "")]
    [InlineData("a{", "display:none;", "")]
    [InlineData("a{", "display ", ":none")]
    [InlineData(".a", ",.a", "{display:none}")]
    public Task A_style_sheet_is_looked_at_once(string begin, string part, string end) =>
        Task.Run(() => ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(
            new EpubBuilder().Text("a", $"<style>{Repeated(begin, part, end)}</style><p>{Article}</p>").Build()))), TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);

    [Fact]
    public Task A_class_is_looked_at_once_whatever_is_under_it() =>
        ReadAsync(ArticleFormats.Html, $"<p>{Article}<div class='{new string('a', Size)}'>", "<h2>A</h2><pre>b</pre>", "</div>");

    static async Task ReadAsync(ArticleFormat format, string begin, string part, string end)
    {
        var document = Repeated(begin, part, end);
        await Task.Run(Read, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        void Read()
        {
            try
            {
                ArticleReader.Read(format, document);
            }
            catch (UnreadableArticleException refusal)
            {
                Assert.Null(refusal.Fault);
            }
        }
    }

    static string Repeated(string begin, string part, string end) => begin + string.Concat(Enumerable.Repeat(part, Size / part.Length)) + end;
}
