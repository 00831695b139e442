using System.Text;

namespace SpeechPipeline.Specs.Hostile.Fuzzing;

/// <summary>What the fuzzers begin with: a short document of each format that has a little of everything, and the format's marks.</summary>
static class Samples
{
    public const string Markdown = """
        ---
        title: A title
        authors: [Ann, Ben]
        date: 2026-05-17
        ---
        # A title

        Some *words* and **more**, `code`, [a link](https://example.com "title"), ![a picture](a.png), <b>HTML</b>, a note[^1].

        > A quote
        > - a list in it
        >   1. and another

        | City | Inhabitants |
        |------|------------:|
        | Oslo | 700,000 |

        ~~struck~~ ^up^ ~down~ &amp; <!-- a note --> <https://example.com>

        A heading
        ---------

        ```
        code
        ```

        [^1]: The note.
        [ref]: https://example.com 'title'
        """;

    public const string Html = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A title | A site</title><meta property="og:image" content="/a.png">
        <script type="application/ld+json">{"datePublished":"2026-05-17T00:00:00Z"}</script></head><body><nav><a href="/">Home</a></nav>
        <article><h1>A title</h1><p>A first paragraph of some words, with <em>emphasis</em>, <a href="#n1"><sup>1</sup></a>, H<sub>2</sub>O and <q>a quote</q>.</p>
        <h2>A part</h2><ul><li>One</li><li>Two<ol start="3"><li>Three</li></ol></li></ul><blockquote><p>Said, and written down.</p></blockquote>
        <table><caption>C</caption><tr><th>City</th><th>Size</th></tr><tr><td>Oslo</td><td>700,000</td></tr></table>
        <figure><img src="a.png" alt="A picture of it"><figcaption>A caption</figcaption></figure><pre>Some verse
        that is set so</pre><dl><dt>Term</dt><dd>What it means</dd></dl><math alttext="x"><mi>x</mi></math><hr><p>The end&nbsp;of it, and nothing more than that.<br><br>Really.</p>
        </article><aside>Related</aside><!-- a note --></body></html>
        """;

    public const string Text = """
        Title: A book
        Author: Somebody

        *** START OF THE PROJECT GUTENBERG EBOOK A BOOK ***

        CHAPTER I. The Beginning

          It was a day, like any other -- "and a half," she said; see http://example.com/a?b=c, #this, or
        the _other_ one [1].  It cost $4.50, 3,000 km away at 12:30 (p.m.).

        - one
        - two
        1. three

        * * *

        Mr. Jones et al. wrote so-
        called words… 字。字！ 😀 e.g. [Illustration: none]

        Foot                                   [Page 1]
        """;

    public const string Feed = """
        <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>News</title><link>https://news.example</link><description>All</description><language>en-GB</language>
        <item><title>Bread &amp;amp; butter</title><link>https://news.example/1</link><guid>g1</guid><dc:creator>Ann</dc:creator><description>Short.</description>
        <content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded><pubDate>Sun, 17 May 2026 00:00:00 GMT</pubDate><enclosure url="a" length="1" type="b"/></item>
        <item><title>Far</title><link>2.html</link><author>ben@news.example (Ben)</author></item></channel></rss>
        """;

    public const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blog.example/"><title>Blog</title><id>urn:x</id><updated>2026-01-02T03:04:05Z</updated>
        <author><name>Clara</name></author><entry><id>urn:1</id><title type="html">One &lt;b&gt;</title><updated>2026-01-02T03:04:05Z</updated><link href="a"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Drei.</p></div></content></entry></feed>
        """;

    public const string JsonFeed = """
        {"version":"https://jsonfeed.org/version/1.1","title":"Blog","language":"de","authors":[{"name":"Clara"}],"items":[{"id":"1","url":"https://blog.example/1","title":"One &amp; \u00e9",
        "content_html":"<p>Eins.</p>","date_published":"2026-05-17T00:00:00Z"},{"id":2,"content_text":"Zwei.","author":{"name":"Dora"}},{"external_url":"b","summary":"Drei."}]}
        """;

    public const string FeedList = """
        <?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="All"><outline type="rss" text="A &amp; B" xmlUrl="https://blog.example/feed"/></outline></body></opml>
        """;

    public const string FeedPage = """
        <!DOCTYPE html><html><head><base href="https://blog.example/"><title>Blog</title><link rel="alternate" type="application/rss+xml" href="feed"></head><body><p>Text.</p></body></html>
        """;

    public const string Request = """
        {"input":"A sentence.","model":"hexgrad/Kokoro-82M","voice":"am_adam","language":"en","response_format":"mp3","sample_rate":24000,"bit_rate":64000,"loudness_lufs":-16,
        "extra_params":{"speed":1.1},"webhook":"https://example.com/hook","expires_after":3600,"metadata":{"a":"b"},"pronunciations":{"SQL":"sequel"},"speakers":{"Ann":"af_bella"},
        "pauses":{"sentence":100},"show":"news","dry_run":false,"stream":false}
        """;

    public const string Metadata = """
        <dc:title id='t'>A Book</dc:title><dc:creator id='c'>Jane Doe</dc:creator><meta refines='#c' property='role'>aut</meta><dc:language>en-GB</dc:language>
        <dc:date>2026-05-17</dc:date><dc:description>&lt;p&gt;About it.</dc:description><meta name='cover' content='a'/>
        """;

    public const string Word = """
        <w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:r><w:t xml:space='preserve'>Some </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>words.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Item</w:t><w:br/><w:tab/><w:sym w:font='Symbol' w:char='F0B7'/></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>
        """;

    /// <summary>Marks of all text formats, white space and letters that are none, and bytes that are no UTF-8.</summary>
    public static IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "<div>", "</div>", "<p>", "<table><tr><td>", "<a href='#'>", "<!--", "-->", "<![CDATA[", "]]>", "<!A ", "<?", "<sup>", "<svg>", "<template>", "<select>", "&#0;", "&#xD800;", "&amp",
            "|", "|-|\n", "[", "](", "```\n", "`", "*", "**", "_", "~", "- ", "> ", "1. ", "# ", "=\n", "---\n", "[^a]", "\\", "\n\n", "\r\n", "\r", "\t", "\f", "\v", "\0", " ", "\u00a0", "\u200b", "\u200d",
            "\u0301", "\u2028", "\u2029", "\u3000", "\u202e", "\ufeff", "\ufffe", "😀", "字", "。", "ﷺ", "İ", "ß", "[Page 1]", "a,", ". ", "\"", "'", "(", ")", "http://", "www.", "@", "#", "://", "%", "{", "}",
            ":", ",", "null", "-0", "1e999", "\\ud800", "\\u0000", "<item>", "</item>", "<entry>", "<title type='html'>", "xmlns='urn:a'", "xml:base='//['", "<w:p>", "</w:p>", "<w:r>", "w:val='9999999999'", "<dc:creator id='a'>",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xFE, 0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0xF0, 0x9F],
    ];
}
