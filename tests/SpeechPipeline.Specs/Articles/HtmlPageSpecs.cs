using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Articles;

/// <summary>
/// Real pages. What of each plan stands here (chapters, segments and characters; a hash of every segment's chapter, words and pause;
/// how its text begins and ends) was approved after the plan was read beside the page; a change of the rules that moves one has to be read again.
/// </summary>
public sealed class HtmlPageSpecs
{
    const int Quoted = 60;

    static readonly JobRequest Request = new(
        new(ArticleFormats.Html), new("hexgrad/Kokoro-82M", "af_heart", null), new(OutputFormats.Mp3, SampleEncoding.PcmS16Le, null, 128_000), new(null, null, new Dictionary<string, string>()));

    [Theory]
    [InlineData("001", "1 20 2423", "11a2bfadc9fb4019", "So finally you're testing your frontend JavaScript code? Gre", " silver bullet? No. Is it useful? Definitely. Happy testing!")]
    [InlineData("firefox-nightly-blog", "1 83 7363", "458a381a3ae21d42", "Here’s our Firefox Year in Review!", "fter their removal, when using a language pack (Bug 1675624)")]
    [InlineData("folha", "1 10 1993", "d1f29edb18cabda1", "Após rechaçar um encontro da seleção brasileira com o presid", "á atrás? Sim. Faria de novo? Não\", acrescentou o comandante.")]
    [InlineData("gitlab-blog", "5 26 5717", "2f205da743e2f182", "This year’s survey of more than 5,000 DevSecOps professional", "re insights on AI, security, developer experience, and more.")]
    [InlineData("google-sre-book-1", "16 166 27715", "bbe816d3ce5aed50", "Google’s SRE teams have some basic principles and best pract", "d making sure that your monitoring supports rapid diagnosis.")]
    [InlineData("heise", "1 9 1737", "bc0c2a7d2a9beef6", "Das in der iOS-Version bereits enthaltene TOTP-Feature ist n", "seiner aktuellen Version mindestens OS X 10.10 voraus. (bsc)")]
    [InlineData("ietf-1", "18 240 31439", "d007c563b5f2e31e", "Many services for data storage are available over the intern", "Email: fkooman at tuxed dot net")]
    [InlineData("keep-tabular-data", "4 91 14055", "53eaf6fc20193f9f", "Friday Facts #282 - 0.17 in sight", "As always, let us know what you think on our forum.")]
    [InlineData("lemonde-1", "10 53 9851", "9af93752d1b9c0ea", "Les députés ont, sans surprise, adopté à une large majorité ", "agent qui aurait dénoncé des actes potentiellement illégaux.")]
    [InlineData("lwn-1", "4 106 21894", "5458830f432b393c", "The Arduino has been one of the biggest success stories of t", "nners, Kat Walsh joins FSF board of directors, Cyanogen, ...")]
    [InlineData("mozilla-1", "3 15 985", "7e109a6f6da159d8", "It’s easier than ever to personalize Firefox and make it wor", "See what it can do for you")]
    [InlineData("ol", "1 1 104", "2f7b3c46b8daaadc", "1. AI hasn’t meaningfully changed anything in cybersecurity ", "n cybersecurity so far. Deep fake phishing is still rare, L.")]
    [InlineData("rtl-1", "1 6 849", "17913bd900dcb33d", "Lorem ipsum dolor sit amet.", "nt in culpa qui officia deserunt mollit anim id est laborum.")]
    [InlineData("v8-blog", "7 74 13353", "1dfccc7d732672c4", "Emscripten has always focused first and foremost on compilin", "ll ongoing. Please file bugs, and as always help is welcome!")]
    [InlineData("wikipedia", "6 130 19663", "142add9c5295e1f9", "Mozilla is a free-software community, created in 1998 by mem", "borate the event is a scaled down version of Mozilla Summit.")]
    [InlineData("wordpress", "1 17 3674", "ffd97dccdb5791f1", "Stack Overflow published its analysis of 2017 hiring trends ", "e both highly portable skills that are in demand on the web.")]
    public void A_page_is_planned_as_it_was_approved(string name, string counts, string hash, string first, string last)
    {
        if (Read(name) is not { } article)
        {
            return;
        }

        var plan = new ArticlePlanner(Options.Create(new SpeechOptions { Identity = "none" }), Options.Create(new PauseSettings())).Plan(Request.CompletedBy(article), article);

        Assert.Equal(
            (counts, hash, first, last),
            ($"{plan.Chapters.Count} {plan.Segments.Count} {plan.Characters}", HashOf(plan), Beginning(plan.Segments.First(segment => segment.Pause != PauseKind.Heading).Text), Ending(plan.Segments[^1].Text)));
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
        {
            return;
        }

        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(RealArticles.Page(name)!, ".json")));

        Assert.Equal(TextOf("title"), article.Title);
        Assert.Equal(TextOf("lang"), article.Language);
        Assert.Equal(TextOf("siteName"), article.Site);
        if (TextOf("publishedTime") is { } published)
        {
            Assert.Equal(DateOnly.Parse(published[..10]), article.Date);
        }

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
    [InlineData("lemonde-1", "Lire aussi", "Partager", "Abonnez-vous", "Édition abonnés", "Réagir")]
    [InlineData("lwn-1", "Comments (", "Next page", "Log in", "Subscribe", "Copyright ©")]
    [InlineData("v8-blog", "Branding", "All blog posts", "Posted by")]
    [InlineData("wikipedia", "[edit", "[1]", "Retrieved", "Privacy policy", "Jump to", "Categories", "See also", "External links")]
    [InlineData("wordpress", "Share this", "Subscribe", "Leave a Reply", "Like this", "Proudly powered")]
    public void Nothing_around_the_article_is_read(string name, params string[] unspoken)
    {
        if (Read(name) is not { } article)
        {
            return;
        }

        var text = string.Join('\n', article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
        var page = File.ReadAllText(RealArticles.Page(name)!);

        Assert.All(unspoken, words => Assert.DoesNotContain(words, text));
        Assert.Contains(unspoken, page.Contains);
    }

    static Article? Read(string name) => RealArticles.Page(name) is { } page
        ? ArticleReader.Read(new ArticleSource(ArticleFormats.Html, new BinaryData(File.ReadAllBytes(page)), "text/html; charset=utf-8"))
        : null;

    static string Beginning(string text) => text.Length > Quoted ? text[..Quoted] : text;

    static string Ending(string text) => text.Length > Quoted ? text[^Quoted..] : text;

    static string HashOf(JobPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', plan.Segments.Select(
        segment => $"{plan.Chapters[segment.Chapter]}|{segment.Pause}|{segment.Text}")))))[..16];
}
