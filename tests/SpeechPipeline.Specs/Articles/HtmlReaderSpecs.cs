using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

public sealed class HtmlReaderSpecs
{
    static readonly string Prose = string.Join(' ', Enumerable.Repeat("This is a sentence of an article, which has some length, and commas.", 8));

    [Theory]
    [InlineData("<p>One.</p><p>Two<br>three.</p>", "Paragraph: One.|Paragraph: Two, three.")]
    [InlineData("<p>One<br><br>two</p>", "Paragraph: One|Paragraph: two")]
    [InlineData("<h2>Head</h2><p>Text.</p><h3>Inside</h3><p>More.</p>", "Heading: Head|Paragraph: Text.|Heading: Inside|Paragraph: More.")]
    [InlineData("<p>Text.</p><ul><li>milk<li>eggs<ol start=3><li>beat<li value=7>fry</ol></ul>", "Paragraph: Text.|ListItem: milk.|ListItem: eggs.|ListItem: 3. beat.|ListItem: 7. fry.")]
    [InlineData("<p>Text.</p><dl><dt>Term<dd>Meaning</dl>", "Paragraph: Text.|ListItem: Term.|ListItem: Meaning.")]
    [InlineData("<p>Text.</p><blockquote>Said<p>so.</p></blockquote>", "Paragraph: Text.|Quote: Said|Quote: so.")]
    [InlineData("<p>One.</p><hr><p>Two.</p>", "Paragraph: One.|SceneBreak: |Paragraph: Two.")]
    [InlineData("<p>He said <q>no</q> and <del>left</del> stayed.</p>", "Paragraph: He said “no” and stayed.")]
    [InlineData("<p>Plain <b>bold</b><i>italic</i>, <a href=x>link</a>.</p>", "Paragraph: Plain bolditalic, link.")]
    public void The_structure_of_a_page_is_kept(string html, string spoken) => Assert.Equal(spoken, Say(html));

    [Theory]
    [InlineData("<script>var a = 'spoken';</script><style>p { color: red }</style><noscript>Turn it on.</noscript><template>T</template>")]
    [InlineData("<p hidden>Hidden.</p><p aria-hidden=true>Hidden.</p><p style='color: red; DISPLAY : none'>Hidden.</p><div style='visibility:hidden'>Hidden.</div>")]
    [InlineData("<pre><code>int main(void);</code></pre><pre class='highlight'>ls -la</pre>")]
    [InlineData("<figure><img src=a.png alt='A long description'><figcaption>The caption.</figcaption></figure><p class='wp-caption-text'>Caption.</p>")]
    [InlineData("<nav><a href=/>Home</a></nav><aside>See also</aside><footer>Copyright</footer><form><input value=x><button>Send</button><label>Name</label></form>")]
    [InlineData("<div class='sharedaddy'>Share this</div><ul class='share-buttons'><li>Tweet</li></ul><div id='comments'>I disagree.</div><div class='cookie-notice'>We use cookies.</div>")]
    [InlineData("<svg><title>Icon</title><text>x</text></svg><iframe src=x>Frame</iframe><video>No video</video><select><option>One</select>")]
    [InlineData("<ol class='references'><li>Doe, J. (1999).</li></ol>")]
    public void What_is_not_said_is_not_said(string unspoken) => Assert.Equal($"Paragraph: {Prose}|Paragraph: {Prose}", Say($"<p>{Prose}</p>{unspoken}<p>{Prose}</p>"));

    [Theory]
    [InlineData("<p><a href='#c'>Comments (5 posted)</a></p>")]
    [InlineData("<p><a href='#c'>12 comments</a> | <a href='/x'>Permalink</a></p>")]
    [InlineData("<p><a href='/x'>Try it</a><br><a href='/y'>Learn more</a></p>")]
    [InlineData("<p>Lire aussi&nbsp;: <a href='/x'>Les critiques du projet de loi</a></p>")]
    [InlineData("<p>→ <b>See also:</b> <a href='/x'>One page</a>, <a href='/y'>another page</a></p>")]
    [InlineData("<p><a href='/x'>Weiterlesen …</a></p>")]
    [InlineData("<p>Disclosure: As an affiliate of shops, I earn from qualifying purchases. If you click on a link to a product and buy something there, I may get a small part of the price, and you pay no more than you would without me, which helps me to keep this page going.</p>")]
    [InlineData("<p>As an Amazon Associate I earn a little from what you buy. It costs you nothing more. All opinions on this page are my own, and no maker of a product has seen or paid for any of them before it was published here, nor will one ever do so in the future.</p>")]
    [InlineData("<p>Did you make this recipe? Please leave a rating. And if you have a picture of your bread, show it to me and to the others who bake: tag it with the name of this page, so that we find it, and tell us which flour you took and how long the dough had to rest.</p>")]
    [InlineData("<h3>Written by Anna Miller</h3>")]
    [InlineData("<h4>Medically reviewed by Jo Lee, MD</h4>")]
    [InlineData("<p>You may be interested in the following courses:</p>")]
    [InlineData("<p>Learn to cook with us! Unlock up to 55% off your subscription today!</p>")]
    [InlineData("<p>Get $10 off your first order</p>")]
    [InlineData("<p><a href='/s'>Sponsor this newsletter</a></p>")]
    public void What_only_leads_away_is_not_said(string aside) =>
        Assert.Equal($"Paragraph: {Prose}|Paragraph: {Prose}", Say($"<p>{Prose}</p>{aside}<p>{Prose}</p>"));

    [Theory]
    [InlineData("<p>There were <a href='#c'>comments</a>.</p>", "There were comments.")]
    [InlineData("<p><a href='/x'>The whole paragraph is one link</a></p>", "The whole paragraph is one link")]
    [InlineData("<p>Comments (5 posted)</p>", "Comments (5 posted)")]
    [InlineData("<p>Disclosure: I own shares of the company.</p>", "Disclosure: I own shares of the company.")]
    [InlineData("<p>Did you make this recipe up yourself?</p>", "Did you make this recipe up yourself?")]
    [InlineData("<p>You may be interested in music, and yet sing badly.</p>", "You may be interested in music, and yet sing badly.")]
    [InlineData("<p>Take 20% off your estimate. Then double it.</p>", "Take 20% off your estimate. Then double it.")]
    [InlineData("<p>See also: the appendix of <a href='/x'>that book</a>.</p>", "See also: the appendix of that book.")]
    public void Links_in_what_is_said_are_said(string html, string spoken) =>
        Assert.Equal($"Paragraph: {Prose}|Paragraph: {spoken}|Paragraph: {Prose}", Say($"<p>{Prose}</p>{html}<p>{Prose}</p>"));

    [Fact]
    public void A_paragraph_that_runs_over_the_end_of_a_printed_page_is_one()
    {
        var html = $"<p>{Prose}</p><pre>\n\nAbstract\n\n    What it\n\n<span>X     [Page 1]</span>\n</pre><hr class='noprint'><pre class='newpage'><a id='page-2'> </a>\n<span>RFC 7    May 2014</span>\n\n    is <a href='#r'>about</a>.\n\n1. More\n\n"
            + $"    A\n\nX    [Page 2]\n</pre><pre class='newpage'> \nRFC 7   May 2014\n    b.\n</pre><p>{Prose}</p>";

        Assert.Equal($"Paragraph: {Prose}|Heading: Abstract|Paragraph: What it is about.|Heading: 1. More|Paragraph: A b.|Paragraph: {Prose}", Say(html));
    }

    [Theory]
    [InlineData("a<sup class=reference><a href='#cite-1'>[1]</a></sup>.", "a.")]
    [InlineData("a<a href='#fn2'>[2]</a>, b<a href='#fn3'><sup>3</sup></a>, c<sup><a href='#fn4'>*</a></sup>.", "a, b, c.")]
    [InlineData("a<a role='doc-noteref' href='#n'>note</a>.", "a.")]
    [InlineData("x<sup>2</sup> and the 1<sup>st</sup> of [sic] 3.", "x² and the 1st of [sic] 3.")]
    [InlineData("See <a href='http://example.com/a'>[12]</a>.", "See [12].")]
    [InlineData("Heading <a class=anchor href='#heading'>#</a>", "Heading")]
    public void Marks_of_references_are_passed_over_and_other_raised_letters_are_not(string html, string spoken) =>
        Assert.Equal($"Paragraph: {spoken}|Paragraph: {Prose}", Say($"<p>{html}</p><p>{Prose}</p>"));

    [Fact]
    public void Captions_are_said_when_they_are_asked_for()
    {
        var html = $"<p>{Prose}</p><figure><img src=a.png alt='A map of Oslo'><figcaption>Oslo in 1900</figcaption></figure><p>{Prose}</p>";

        Assert.Equal($"Paragraph: {Prose}|Paragraph: A map of Oslo.|Paragraph: Oslo in 1900|Paragraph: {Prose}", Say(html, new ReadingSettings(Captions: true)));
    }

    [Fact]
    public void Tables_of_data_are_said_by_rows_unless_they_are_not_wanted()
    {
        var html = $"<p>{Prose}</p><table><caption>Cities</caption><tr><th>City<th>People</tr><tr><td>Oslo<td>700,000</tr><tr><td>Bergen<td></tr></table><p>{Prose}</p>";

        Assert.Equal($"Paragraph: {Prose}|TableRow: City: Oslo; People: 700,000.|TableRow: City: Bergen.|Paragraph: {Prose}", Say(html));
        Assert.Equal($"Paragraph: {Prose}|Paragraph: {Prose}", Say(html, new ReadingSettings(Tables: false)));
    }

    [Fact]
    public void Tables_that_lay_out_a_page_are_no_tables() =>
        Assert.Equal($"Paragraph: {Prose}|Paragraph: {Prose}", Say($"<table><tr><td><p>{Prose}</p><p>{Prose}</p></td></tr></table>"));

    [Fact]
    public void A_row_with_a_head_says_the_head_first() =>
        Assert.Equal($"Paragraph: {Prose}|TableRow: Founded: 1998.|TableRow: Founder: Netscape.", Say($"<p>{Prose}</p><table><tr><th>Founded<td>1998<tr><th>Founder<td>Netscape</table>"));

    [Fact]
    public void What_a_page_says_of_itself_is_kept()
    {
        var article = ArticleReader.Read(new ArticleSource(ArticleFormats.Html, BinaryData.FromString(
            "<html lang=de-AT><head><title>Der Titel | Zeitung</title><meta property=og:site_name content=Zeitung><meta name=author content='Von Wem'>"
            + "<meta property='article:published_time' content='2024-12-31T23:30:00-05:00'><meta property=og:image content='/bild.jpg'></head>"
            + $"<body><h1>Der Titel</h1><article><p>{Prose}</p><p>{Prose}</p></article></body>"), Address: new Uri("https://zeitung.example/a/b")));

        Assert.Equal(("Der Titel | Zeitung", "Von Wem", "de-AT", "Zeitung"), (article.Title, article.Author, article.Language, article.Site));
        Assert.Equal((new DateOnly(2024, 12, 31), "https://zeitung.example/bild.jpg"), (article.Date, article.Image));
        Assert.Equal(new Block(BlockKind.Heading, "Der Titel"), article.Chapters[0].Blocks[0]);
    }

    [Fact]
    public void Headings_of_the_first_levels_begin_chapters()
    {
        var article = Read($"<title>Name</title><article><p>{Prose}</p><h2>One</h2><p>{Prose}</p><h3>Inside</h3><p>{Prose}</p><h2>Two</h2><p>{Prose}</p><h2>Nothing under it</h2></article>");

        Assert.Equal([null, "One", "Two"], article.Chapters.Select(chapter => chapter.Title));
        Assert.Equal("Name", article.Chapters[0].Blocks[0].Text);
    }

    [Theory]
    [InlineData("<nav><a href=1>Home</a> <a href=2>About</a></nav><footer>Copyright</footer>")]
    [InlineData("<ul><li><a href=a>One thing</a><li><a href=b>Two things to read</a></ul>")]
    [InlineData("<form><label>User name</label><input name=user><button>Log in</button></form>")]
    [InlineData("<div hidden><p>Hidden text of some length.</p></div>")]
    public void A_page_without_an_article_is_refused(string html) =>
        Assert.Contains("No article was found", Assert.Throws<UnreadableArticleException>(() => Read($"<html><body>{html}</body></html>")).Message);

    [Theory]
    [InlineData("Just words.", "Just words.")]
    [InlineData("<p>Short.</p>", "Short.")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p>Strict.<a id='x'/></p></body></html>", "Strict.")]
    public void Fragments_are_read(string html, string spoken) => Assert.Equal("Paragraph: " + spoken, Say(html));

    [Fact]
    public void An_empty_page_is_an_article_without_speech() => Assert.False(Read(" \n ").HasSpeech);

    [Fact]
    public void Sources_and_links_at_the_end_of_a_page_are_said_only_when_they_are_asked_for()
    {
        var page = $"<article><p>{Prose}</p><h2>Sources</h2><p>{Prose}</p><h2>History</h2><p>{Prose}</p><h2>See also</h2><p>{Prose}</p><h2>External links</h2><p>{Prose}</p></article>";
        Assert.Equal(["Sources", "History"], Titles(Read(page)));
        Assert.Equal(["Sources", "History", "See also", "External links"], Titles(Read(page, new ReadingSettings(IncludeMatter: true))));

        static IEnumerable<string?> Titles(Article article) => article.Chapters.Select(chapter => chapter.Title).Where(title => title is not null);
    }

    [Fact]
    public void A_long_page_is_read_whole_and_in_order()
    {
        // Long enough for its middle to be folded away while the article is looked for.
        var paragraphs = Enumerable.Range(0, 6_000).Select(i => $"Paragraph {i}, which has some words, and <b>some</b> more of them in it.").ToList();
        var html = $"<body><nav><a href=/>Home</a></nav><article>{string.Concat(paragraphs.Select(text => $"<p>{text}</p>\n"))}</article><footer>Copyright</footer>";

        Assert.Equal(paragraphs.Select(text => text.Replace("<b>", "").Replace("</b>", "")), Read(html).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    [Fact]
    public void A_long_numbered_list_keeps_its_numbers()
    {
        var html = $"<body><article><p>{Prose}</p><ol>{string.Concat(Enumerable.Range(1, 5_000).Select(i => $"<li>Item that is called {i}, among others</li>"))}</ol></article>";
        var items = Read(html).Chapters[0].Blocks.Skip(1).Select(block => block.Text);

        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => $"{i}. Item that is called {i}, among others."), items);
    }

    static Article Read(string html, ReadingSettings? settings = null) => ArticleReader.Read(ArticleSource.FromText(ArticleFormats.Html, html), settings);

    static string Say(string html, ReadingSettings? settings = null) =>
        string.Join('|', Read(html, settings).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => $"{block.Kind}: {block.Text}"));
}
