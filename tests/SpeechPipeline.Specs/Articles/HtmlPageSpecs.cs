using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

/// <summary>
/// Real pages. Each fingerprint (blocks, hash of their kinds and words, how the article begins and ends) was approved after the result
/// was read beside the page; a change of the rules that moves one has to be read again.
/// </summary>
public sealed class HtmlPageSpecs
{
    [Theory]
    [InlineData("001", 20, "95cbcf6ec9bfbeb6", "So finally you're testing your frontend JavaScript code? Gre", " silver bullet? No. Is it useful? Definitely. Happy testing!")]
    [InlineData("firefox-nightly-blog", 92, "ee346b91f3292350", "Here’s our Firefox Year in Review!", "fter their removal, when using a language pack (Bug 1675624)")]
    [InlineData("folha", 8, "19e31c67ab7fe22d", "Após rechaçar um encontro da seleção brasileira com o presid", "á atrás? Sim. Faria de novo? Não\", acrescentou o comandante.")]
    [InlineData("gitlab-blog", 20, "128cdedbc17a24b6", "This year’s survey of more than 5,000 DevSecOps professional", "re insights on AI, security, developer experience, and more.")]
    [InlineData("google-sre-book-1", 123, "5cac543a08b19c29", "Google’s SRE teams have some basic principles and best pract", "d making sure that your monitoring supports rapid diagnosis.")]
    [InlineData("heise", 6, "23a90934674c28cf", "Das in der iOS-Version bereits enthaltene TOTP-Feature ist n", "seiner aktuellen Version mindestens OS X 10.10 voraus. (bsc)")]
    [InlineData("ietf-1", 246, "0a2183519e26f200", "INTERNET DRAFT Michiel B. de Jong Document: draft-dejong-rem", "Email: fkooman@tuxed.net")]
    [InlineData("keep-tabular-data", 89, "22b8c5e1efe9aaf2", "Posted by kovarex, TOGos, Ernestas, Albert on 2019-02-15, al", "As always, let us know what you think on our forum.")]
    [InlineData("lemonde-1", 37, "b9d3a30057e2d572", "Les députés ont, sans surprise, adopté à une large majorité ", "agent qui aurait dénoncé des actes potentiellement illégaux.")]
    [InlineData("lwn-1", 176, "e36b0842cf6dab47", "The Arduino has been one of the biggest success stories of t", "nners, Kat Walsh joins FSF board of directors, Cyanogen, ...")]
    [InlineData("mozilla-1", 20, "8b479c6ef6a30cda", "It’s easier than ever to personalize Firefox and make it wor", "See what it can do for you")]
    [InlineData("ol", 1, "a14170fe99c8a85c", "1. AI hasn’t meaningfully changed anything in cybersecurity ", "n cybersecurity so far. Deep fake phishing is still rare, L.")]
    [InlineData("rtl-1", 5, "a9287b7fcaf7fe90", "Lorem ipsum dolor sit amet.", "nt in culpa qui officia deserunt mollit anim id est laborum.")]
    [InlineData("v8-blog", 55, "158352b4cb5b7aec", "Emscripten has always focused first and foremost on compilin", "ll ongoing. Please file bugs, and as always help is welcome!")]
    [InlineData("wikipedia", 105, "d0b532328b971aa2", "Industry: Open-source software.", " event is a scaled down version of Mozilla Summit.")]
    [InlineData("wordpress", 10, "6068890d7f89799b", "Stack Overflow published its analysis of 2017 hiring trends ", "e both highly portable skills that are in demand on the web.")]
    public void A_page_is_read_as_it_was_approved(string name, int blocks, string hash, string first, string last)
    {
        if (Read(name) is not { } article)
            return;
        var read = article.Chapters.SelectMany(chapter => chapter.Blocks).ToList();

        Assert.StartsWith(first, read.First(block => block.Kind != BlockKind.Heading).Text);
        Assert.EndsWith(last, read[^1].Text);
        Assert.Equal((blocks, hash), (read.Count, HashOf(read)));
    }

    [Theory]
    [InlineData("001")]
    [InlineData("firefox-nightly-blog")]
    [InlineData("folha")]
    [InlineData("gitlab-blog")]
    [InlineData("google-sre-book-1")]
    [InlineData("heise")]
    [InlineData("ietf-1")]
    [InlineData("keep-tabular-data")]
    [InlineData("lemonde-1")]
    [InlineData("lwn-1")]
    [InlineData("mozilla-1")]
    [InlineData("ol")]
    [InlineData("rtl-1")]
    [InlineData("v8-blog")]
    [InlineData("wikipedia")]
    [InlineData("wordpress")]
    public void Title_language_site_and_date_are_those_that_a_good_extractor_finds(string name)
    {
        if (Read(name) is not { } article)
            return;
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(RealArticles.Page(name)!, ".json")));

        Assert.Equal(TextOf("title"), article.Title);
        Assert.Equal(TextOf("lang"), article.Language);
        Assert.Equal(TextOf("siteName"), article.Site);
        if (TextOf("publishedTime") is { } published)
            Assert.Equal(DateOnly.Parse(published[..10]), article.Date);

        string? TextOf(string field) =>
            expected.RootElement.TryGetProperty(field, out var value) && value.GetString() is { } text && SpokenText.Normalize(text) is { Length: > 0 } normal ? normal : null;
    }

    // Navigation, sharing, comments, advertisements and small print that stand in the pages.
    [Theory]
    [InlineData("firefox-nightly-blog", "Post a comment", "wrote on", "Mozilla Foundation", "Firefox Nightly Blog Directory")]
    [InlineData("folha", "Assine", "Compartilhe", "Facebook", "Comentários", "Newsletter")]
    [InlineData("gitlab-blog", "Sign in", "Free trial", "Cookie", "We want to hear from you")]
    [InlineData("google-sre-book-1", "Previous", "Copyright", "Table of Contents")]
    [InlineData("heise", "Anzeige", "Forum", "Permalink", "Datenschutz")]
    [InlineData("ietf-1", "[Page ", "....")]
    [InlineData("lemonde-1", "Partager", "Abonnez-vous", "Édition abonnés", "Réagir")]
    [InlineData("lwn-1", "Next page", "Log in", "Subscribe", "Copyright ©")]
    [InlineData("v8-blog", "Branding", "All blog posts", "Posted by")]
    [InlineData("wikipedia", "[edit", "[1]", "Retrieved", "Privacy policy", "Jump to", "Categories", "See also", "External links")]
    [InlineData("wordpress", "Share this", "Subscribe", "Leave a Reply", "Like this", "Proudly powered")]
    public void Nothing_around_the_article_is_read(string name, params string[] unspoken)
    {
        if (Read(name) is not { } article)
            return;
        var text = string.Join('\n', article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
        var page = File.ReadAllText(RealArticles.Page(name)!);

        Assert.All(unspoken, words => Assert.DoesNotContain(words, text));
        Assert.Contains(unspoken, page.Contains);
    }

    private static Article? Read(string name) => RealArticles.Page(name) is { } page
        ? ArticleReader.Read(new ArticleSource(ArticleFormat.Html, new BinaryData(File.ReadAllBytes(page)), "text/html; charset=utf-8"))
        : null;

    private static string HashOf(IEnumerable<Block> blocks) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', blocks.Select(block => $"{block.Kind}|{block.Text}")))))[..16];
}
