using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Planning;

public sealed class ArticlePlannerSpecs
{
    static readonly IOptions<SpeechOptions> Speech = Options.Create(new SpeechOptions { BaseAddress = new Uri("https://speech.example/v1") });
    static readonly ArticlePlanner Planner = new(Speech, Options.Create(new PauseSettings()));

    [Fact]
    public void A_script_is_planned_in_several_voices()
    {
        var plan = Plan(new { input = "A short scene.\nAnna: Yes.\nBen: No.\nBen: Never.\nThe end.", voice = "af_heart", speakers = new { Anna = "af_bella", Ben = "am_adam(2)+am_michael(1)" } });

        Assert.Equal(
            [(null, "A short scene."), ("Anna", "Yes."), ("Ben", "No. Never."), (null, "The end.")],
            plan.Segments.Select(segment => (segment.Speaker, segment.Text)));
        Assert.Equal(
            ["af_heart", "af_bella", "am_adam(2)+am_michael(1)", "af_heart"],
            plan.Segments.Select(segment => Planner.Speech(plan.Request, segment.Text, segment.Speaker).Voice));
        Assert.Equal(
            plan.Segments.Select(segment => SegmentKey.Of("https://speech.example/v1", Planner.Speech(plan.Request, segment.Text, segment.Speaker))),
            plan.Segments.Select(segment => segment.Key));
    }

    [Fact]
    public void The_same_words_in_another_voice_are_other_speech()
    {
        var plan = Plan(new { input = "Anna: I am here, and I have been here all along.\n\nBen: I am here, and I have been here all along.", speakers = new { Anna = "af_bella", Ben = "am_adam" } });

        Assert.Single(plan.Segments.Select(segment => segment.Text).Distinct());
        Assert.Equal(2, plan.Segments.Select(segment => segment.Key).Distinct().Count());
    }

    [Fact]
    public void Pronunciations_are_in_the_text_before_it_is_cut()
    {
        var plan = Plan(new { input = "SQL and Dr. X met.", pronunciations = new Dictionary<string, string> { ["SQL"] = "sequel", ["Dr. X"] = "doctor ex" } });

        Assert.Equal("sequel and doctor ex met.", Assert.Single(plan.Segments).Text);
    }

    [Fact]
    public void More_segments_than_a_job_may_have_are_refused_before_all_are_cut()
    {
        var cut = 0;
        var reading = new ArticleReading(new Article(null, null, "en", []), Chapters());

        Assert.Contains("at most 100,000 segments", Assert.Throws<UnreadableArticleException>(() => Planner.Plan(Request(new { input = "A lamp.", language = "en" }), reading)).Message, StringComparison.Ordinal);
        Assert.InRange(cut, 1, 200);

        IEnumerable<Chapter> Chapters()
        {
            for (cut = 0; cut < 300; cut++)
            {
                yield return new Chapter(null, 1, [.. Enumerable.Repeat(new Block(BlockKind.Heading, "One line that stands alone"), 1_000)]);
            }
        }
    }

    [Fact]
    public void More_characters_than_a_job_may_have_are_refused()
    {
        var sentences = string.Concat(Enumerable.Repeat("The lamp was lit and stood in the window of the house by the sea, and nobody saw it. ", 3_000));
        var chapter = new Chapter(null, 1, [new Block(BlockKind.Paragraph, sentences)]);
        var chapters = Enumerable.Repeat(chapter, (int)(ArticlePlanner.MostCharacters / sentences.Length) + 2);

        Assert.Contains("20,000,000 characters", Assert.Throws<UnreadableArticleException>(() => Planner.Plan(Request(new { input = "A lamp.", language = "en" }), new ArticleReading(new Article(null, null, "en", []), chapters))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callers_day_stands_in_place_of_the_articles_own()
    {
        Assert.Equal(new DateOnly(2026, 5, 17), Plan(new { article = new { format = "markdown", content = "---\ndate: 2020-01-01\n---\nText.", date = "2026-05-17" } }).Facts!.Date);
        Assert.Equal(new DateOnly(2020, 1, 1), Plan(new { article = new { format = "markdown", content = "---\ndate: 2020-01-01\n---\nText." } }).Facts!.Date);
    }

    [Fact]
    public void A_callers_pauses_stand_in_place_of_the_settings()
    {
        var article = new { format = "markdown", content = "# One\n\nA first paragraph that stands alone.\n\nA second paragraph that stands alone.\n\n***\n\n## Two\n\n- An item that stands alone.\n- Another item that stands alone." };

        Assert.Equal([1000, 750, 2200, 1000, 500, 0], Plan(new { article }).Segments.Select(segment => segment.PauseAfterMs));
        Assert.Equal(
            [5, 750, 10_000, 5, 0, 0],
            Plan(new { article, pauses = new { heading = 5, chapter = 10_000, list_item = 0 } }).Segments.Select(segment => segment.PauseAfterMs));
    }

    [Fact]
    public void A_plan_outlives_storage_as_it_was()
    {
        var plan = Plan(new { input = "One.\nAnna: Two.", speakers = new { Anna = "af_bella" }, pronunciations = new[] { "a/b" }, pauses = new { paragraph = 1 } });

        var read = JsonSerializer.Deserialize<JobPlan>(JsonSerializer.Serialize(plan, PipelineJson.Options), PipelineJson.Options)!;

        Assert.Equal(plan.Segments, read.Segments);
        Assert.Equal("af_bella", read.Request.Voice.Of(read.Segments[1].Speaker));
        Assert.Equal(plan.Request.Voice.Pronunciations, read.Request.Voice.Pronunciations);
        Assert.Equal(plan.Request.Voice.Pauses, read.Request.Voice.Pauses);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    [InlineData("sw")]
    public void The_same_source_gives_the_same_segments_and_keys_in_every_culture(string language) =>
        Assert.Single(Cultures().Select(culture => In(culture, () =>
        {
            var body = new
            {
                article = new { format = "markdown", content = "# IĞDIR Straße İstanbul\n\nSee WWW.EXAMPLE.COM, I@I.com, #İyiIsık; SQL, sql, ıI. It costs 1.234,56!!\n\nANNA: I am İnan." },
                language,
                pronunciations = new Dictionary<string, string> { ["iğdır"] = "igdir", ["SQL"] = "sequel", ["straße"] = "strasse" },
                speakers = new { anna = "af_bella" },
            };
            return string.Join('\n', Plan(body).Segments.Select(segment => $"{segment.Key} {segment.Text}"));
        })).Distinct());

    [Fact]
    public void Editing_a_paragraph_changes_no_keys_beyond_its_neighbours() =>
        Gen.Select(Gen.Int[0, 19], AnyText.OfAnyScript.Array[20]).Sample((edited, texts) =>
        {
            // Each is long enough to gather nothing; but its last words may be short, and are then joined to the paragraph after it.
            var paragraphs = texts.Select((text, i) => $"Paragraph {i} of those twenty: {text.ReplaceLineEndings(" ").Replace('\u2029', ' ').Replace('\v', ' ')} end.").ToArray();
            var before = Keys(paragraphs);
            paragraphs[edited] = "This one was changed, and is spoken anew.";
            var after = Keys(paragraphs);

            Assert.Equal(before.Where(IsFar), after.Where(IsFar));

            bool IsFar((int Paragraph, string Key) segment) => Math.Abs(segment.Paragraph - edited) > 1;

            static IEnumerable<(int Paragraph, string Key)> Keys(string[] paragraphs)
            {
                var article = new Article(null, null, null, [new Chapter(null, 1, [.. paragraphs.Select(text => new Block(BlockKind.Paragraph, text))])]);
                return [.. Planner.Plan(Request(new { input = "x" }), article).Segments.Select(segment => (segment.Paragraph, segment.Key))];
            }
        }, iter: 200);

    [Fact]
    public void The_segments_of_a_novel_joined_again_are_its_words()
    {
        Assert.SkipUnless(RealArticles.Novel() is not null, "There is no shared/articles folder beside the repository.");
        var request = Request(new { input = "x" });
        var article = ArticleReader.Read(ArticleSource.FromText(ArticleFormats.Text, RealArticles.Novel()!));
        var spoken = new SpeechPipeline.Normalization.ArticleNormalizer("en").Of(article);

        var plan = Planner.Plan(request, article);

        foreach (var (chapter, index) in spoken.Chapters.Select((chapter, index) => (chapter, index)))
        {
            var blocks = chapter.Blocks.Where(block => SpokenText.HasSpeech(block.Text)).Select(block => block.Text);
            var segments = plan.Segments.Where(segment => segment.Chapter == index).Select(segment => segment.Text);
            // A cut beside a dash that has no spaces leaves none to put back.
            Assert.Equal(string.Concat(blocks).Replace(" ", ""), string.Concat(segments).Replace(" ", ""));
        }
    }

    [Fact]
    public void A_plan_says_what_it_would_cost_and_how_long_it_would_play()
    {
        // The first and the last paragraph are the same speech.
        var plan = Plan(new { input = $"{new string('a', 299)}.\n\n{new string('b', 149)}.\n\n{new string('a', 299)}.", model = "hexgrad/Kokoro-82M", voice = "af_heart" });
        var model = Speech.Value.Model("hexgrad/Kokoro-82M");

        var unknown = PlanObject.From(plan, model, cached: null);
        var known = PlanObject.From(plan, model, new HashSet<string> { plan.Segments[0].Key });

        Assert.Equal((750, null, 0.0018m), (unknown.Characters, unknown.CharactersCached, unknown.CostUsd));
        Assert.Equal((750, 600L, 0.0006m), (known.Characters, known.CharactersCached, known.CostUsd));
        Assert.Equal([true, false, true], known.Chapters[0].Segments.Select(segment => segment.Cached));
        // 750 letters at 15 a second, and two pauses of 0.75 s.
        Assert.Equal(51.5, known.DurationSeconds);
        var json = JsonSerializer.SerializeToElement(unknown, PipelineJson.Options);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("title").ValueKind);
        Assert.Equal("paragraph", json.GetProperty("chapters")[0].GetProperty("segments")[0].GetProperty("kind").GetString());
        Assert.Equal(750, json.GetProperty("chapters")[0].GetProperty("segments")[0].GetProperty("pause_after").GetInt32());
    }

    static JobPlan Plan(object body)
    {
        var submission = Submission(body);
        var plan = Planner.Plan(submission.Request, submission.Article!);
        Assert.Equal(plan.Segments, Planner.Plan(submission.Request, ArticlePlanner.Open(submission.Request, submission.Source!)).Segments);
        return plan;
    }

    static JobRequest Request(object body) => Submission(body).Request;

    static JobSubmission Submission(object body)
    {
        var read = new RequestReader(Speech, Options.Create(new OutboundOptions()), Options.Create(new SoundOptions())).ReadJson(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
        Assert.Empty(read.Problems);
        return read.Submission!;
    }

    // Globalization is invariant and knows no culture by name; this is what of one can be made by hand.
    static IEnumerable<CultureInfo> Cultures()
    {
        yield return CultureInfo.InvariantCulture;
        foreach (var (point, group, minus) in new[] { (",", ".", "−"), ("٫", "٬", "؜-"), (",", " ", "-") })
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (point, group, minus);
            yield return culture;
        }
    }

    static T In<T>(CultureInfo culture, Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
