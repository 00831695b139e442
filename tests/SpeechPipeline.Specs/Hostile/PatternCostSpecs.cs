using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Text;
using SpeechPipeline.Text;

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

    [Theory]
    [InlineData("Contents\na....1\n", "Contents\na   1\n")]
    [InlineData("", "Contents\nPage\n\n")]
    [InlineData("", "Contents\na\nb\nc\n")]
    [InlineData("", "Contents\n\n\n\n")]
    public void A_table_of_contents_is_looked_at_a_few_times(string begin, string part)
    {
        var (lines, sources) = PlainTextLine.AllWithSources(begin + string.Concat(Enumerable.Repeat(part, 2_000)));
        var counted = new Counted(lines);

        PrintedContents.Without(counted, sources);

        Assert.InRange(counted.Looks, lines.Count, lines.Count * 12);
    }

    [Fact]
    public void Patterns_have_a_limit()
    {
        var patterns = typeof(ArticleReader).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null).Select(method => (Regex)method.Invoke(null, null)!).ToList();

        Assert.True(patterns.Count > 100);
        Assert.All(patterns, pattern => Assert.InRange(pattern.MatchTimeout, TimeSpan.FromMilliseconds(1), PatternLimit.Longest));
    }

    sealed class Counted(IReadOnlyList<PlainTextLine> lines) : IReadOnlyList<PlainTextLine>
    {
        public int Looks { get; private set; }

        public int Count => lines.Count;

        public PlainTextLine this[int index]
        {
            get
            {
                Looks++;
                return lines[index];
            }
        }

        public IEnumerator<PlainTextLine> GetEnumerator() => lines.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

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
