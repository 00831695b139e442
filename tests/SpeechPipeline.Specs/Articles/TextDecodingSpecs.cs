using System.Text;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

/// <summary>What a page is encoded in: byte order mark, then header, then the page's own word, then what the bytes look like.</summary>
public sealed class TextDecodingSpecs
{
    [Theory]
    [InlineData("<p>Grüße", "utf-8", null)]
    [InlineData("<p>Grüße", "iso-8859-1", null)]
    [InlineData("<p>Grüße", "iso-8859-1", "text/html; charset=ISO-8859-1")]
    [InlineData("<p>Grüße", "iso-8859-1", "text/html; charset=\"latin1\"")]
    [InlineData("<meta charset=windows-1251><p>Привет", "windows-1251", "text/html")]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=shift_jis'><p>日本語", "shift_jis", null)]
    [InlineData("<meta charset=euc-kr><p>안녕", "euc-kr", null)]
    [InlineData("<meta charset=gb2312><p>中文", "gbk", null)]
    [InlineData("<!-- <meta charset=utf-8> --><meta charset=iso-8859-2><p>Łódź", "iso-8859-2", null)]
    [InlineData("<meta charset=utf-8><p>Łódź", "iso-8859-2", "text/html; charset=iso-8859-2")]
    [InlineData("<meta charset=utf-16><p>Grüße", "utf-8", null)]
    [InlineData("<meta charset=nonsense><p>Grüße", "utf-8", "text/html; charset=more-nonsense")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-15'?><html><body><p>10 €", "iso-8859-15", null)]
    public void A_page_is_decoded_as_browsers_would(string html, string encoding, string? contentType) =>
        Assert.Equal(html[(html.LastIndexOf('>') + 1)..], TextOf(Encoded(html, encoding), contentType));

    [Fact]
    public void A_byte_order_mark_outdoes_the_header()
    {
        const string html = "<meta charset=windows-1251><p>Grüße";

        Assert.Equal("Grüße", TextOf([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(html)], "text/html; charset=iso-8859-1"));
        Assert.Equal("Grüße", TextOf([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(html)], "text/html; charset=utf-8"));
        Assert.Equal("Grüße", TextOf([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(html)], null));
    }

    [Fact]
    public void UTF_8_of_which_a_byte_was_lost_stays_UTF_8()
    {
        var text = Encoding.UTF8.GetBytes("Grüße an alle, schöne Grüße. Die Lampe brennt für Gäste.");
        var at = text.AsSpan().IndexOf("Gä"u8) + 1;

        Assert.StartsWith("Grüße an alle, schöne Grüße.", TextOf([.. text[..at], .. text[(at + 1)..]], null, ArticleFormats.Text), StringComparison.Ordinal);
        Assert.StartsWith("Grüße an alle, schöne Grüße.", TextOf(text[..(at + 1)], null, ArticleFormats.Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_32_is_known_by_its_mark(bool bigEndian)
    {
        var encoding = new UTF32Encoding(bigEndian, byteOrderMark: true);
        Assert.Equal("Grüße an alle.", TextOf([.. encoding.GetPreamble(), .. encoding.GetBytes("Grüße an alle.")], null, ArticleFormats.Text));
    }

    static byte[] Encoded(string text, string encoding) =>
        encoding == "utf-8" ? Encoding.UTF8.GetBytes(text) : CodePagesEncodingProvider.Instance.GetEncoding(encoding) is { } found ? found.GetBytes(text) : Encoding.GetEncoding(encoding).GetBytes(text);

    static string TextOf(byte[] content, string? contentType, ArticleFormat? format = null) =>
        ArticleReader.Read(new ArticleSource(format ?? ArticleFormats.Html, new BinaryData(content), contentType)).Chapters[0].Blocks[^1].Text;
}
