using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Planning;

/// <summary>Silences that an author writes into a text, as marks or as SSML.</summary>
public sealed class PauseMarkSpecs
{
    static readonly IOptions<SpeechOptions> Speech = Options.Create(new SpeechOptions { BaseAddress = new Uri("https://speech.example/v1") });

    [Theory]
    [InlineData("He waited. [pause 1.5s] Nobody came.", "He waited.|1500|Nobody came.|0")]
    [InlineData("He waited[pause 250ms]for a while.", "He waited|250|for a while.|0")]
    [InlineData("He waited. [pause 1s][Pause 2 s] Nobody came.", "He waited.|3000|Nobody came.|0")]
    [InlineData("He waited.\n\n[pause 0.2 seconds]\n\nNobody came.", "He waited.|200|Nobody came.|0")]
    [InlineData("He waited.\n\n[pause 0s]\n\nNobody came.", "He waited.|0|Nobody came.|0")]
    [InlineData("He waited. [pause 1s]\n\n… [pause 2s]\n\nNobody came.", "He waited.|3000|Nobody came.|0")]
    [InlineData("He waited. [pause 1s]\n\n* * *\n\nNobody came.", "He waited.|1000|Nobody came.|0")]
    [InlineData("He waited. [pause: 999999s] Nobody came.", "He waited.|30000|Nobody came.|0")]
    [InlineData("He waited. [pause 999999s] [pause 999999s] [pause 999999s] Nobody came.", "He waited.|30000|Nobody came.|0")]
    [InlineData("He waited. [pause 1,5s] Nobody came.", "He waited.|1500|Nobody came.|0")]
    [InlineData("[pause 1s] He waited. Nobody came. [pause 2s]", "He waited. Nobody came.|2000")]
    [InlineData("He waited [pause] for a while [pause long].", "He waited [pause] for a while [pause long].|0")]
    public void A_silence_in_the_text_is_as_long_as_it_says(string text, string expected) =>
        Assert.Equal(expected, Heard(Plan(new { input = text })));

    [Fact]
    public void It_stands_in_Markdown_and_the_words_of_a_speaker_and_in_no_title()
    {
        var plan = Plan(new
        {
            article = new { format = "markdown", content = "# The visit [pause 700ms] at night\n\nAnna: Who is it? [pause 1s] Nobody.\n\nThe end." },
            speakers = new { Anna = "af_bella" },
        });
        Assert.Equal("The visit|700|at night|1000|Who is it?|1000|Nobody.|750|The end.|0", Heard(plan));
        Assert.Equal([null, null, "Anna", "Anna", null], plan.Segments.Select(segment => segment.Speaker));
        Assert.Equal(("The visit at night", "The visit at night"), (plan.Request.Source.Title, plan.Chapters[0]));
    }

    [Fact]
    public void At_the_end_of_a_chapter_it_takes_the_place_of_the_chapters()
    {
        var plan = Plan(new { article = new { format = "markdown", content = "# One\n\nA word here. [pause 3s]\n\n# Two\n\nAnother word." } });
        Assert.Contains("A word here.|3000|Two", Heard(plan), StringComparison.Ordinal);
        Assert.Equal(PauseKind.Marked, plan.Segments.Single(segment => segment.Text == "A word here.").Pause);
    }

    [Theory]
    [InlineData("<speak>He waited. <break time=\"1.5s\"/> Nobody came.</speak>", "He waited.|1500|Nobody came.|0")]
    [InlineData("<?xml version=\"1.0\"?>\n<speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"en\">He waited.<break time='500ms'/>Nobody came.</speak>", "He waited.|500|Nobody came.|0")]
    [InlineData("He waited.<break strength='strong'/>Nobody <break strength='none'/>came.", "He waited.|1000|Nobody came.|0")]
    [InlineData("He waited.<break/>Nobody came.", "He waited.|750|Nobody came.|0")]
    [InlineData("One.<break strength='x-weak'/>Two.<break strength=' weak '/>Three.<break strength='medium'/>Four.<break strength='x-strong'/>Five.", "One.|250|Two.|500|Three.|750|Four.|1250|Five.|0")]
    [InlineData("He waited.<break time='99999s'/>Nobody<break time='+1s'/>came.", "He waited.|30000|Nobody|1000|came.|0")]
    [InlineData("\uFEFF \n<?xml version=\"1.1\" encoding=\"utf-16\"?><speak>\u4ED6\u7B49\u4E86\u3002<s>\u4ED6\u8D70\u4E86</s><s>\u6CA1\u6709\u4EBA\u6765</s></speak>", "\u4ED6\u7B49\u4E86\u3002 \u4ED6\u8D70\u4E86\u3002 \u6CA1\u6709\u4EBA\u6765\u3002|0")]
    [InlineData("<speak><p>He waited in the hall until the lamp had burned down and the house was cold.</p><p>Nobody came.</p></speak>", "He waited in the hall until the lamp had burned down and the house was cold.|750|Nobody came.|0")]
    [InlineData("<speak><s>He waited</s><s>Nobody came</s></speak>", "He waited. Nobody came.|0")]
    [InlineData("<speak>The <sub alias=\"World Wide Web Consortium\">W3C</sub> says <say-as interpret-as=\"date\">3 May</say-as>.</speak>", "The World Wide Web Consortium says 3 May.|0")]
    [InlineData("<speak><metadata><a>not</a>nor this</metadata><lexicon uri='a'/>Tea &amp; milk<!-- not --><mark name='a'/>.</speak>", "Tea & milk.|0")]
    public void Of_SSML_the_words_and_the_silences_are_heard(string ssml, string expected)
    {
        var plan = Plan(new { input = ssml, ssml = true });
        Assert.Equal(expected.Replace("&", "and", StringComparison.Ordinal), Heard(plan).Replace("&", "and", StringComparison.Ordinal));
        Assert.Null(plan.Warnings);
        Assert.Equal(Heard(plan), Heard(Plan(new { article = new { format = "ssml", content = ssml } })));
    }

    [Fact]
    public void What_no_model_takes_is_said_in_the_plan()
    {
        var plan = Plan(new { input = "<speak><prosody rate='slow'>He <emphasis>waited</emphasis> and <emphasis>waited</emphasis>.</prosody> <mstts:express-as style='sad'>Nobody came.</mstts:express-as><break time='soon'/></speak>", ssml = true });
        Assert.Equal("He waited and waited. Nobody came.|750", Heard(plan));
        Assert.Equal(
            ["Of these elements only the words are spoken: <emphasis> (2 times), <mstts:express-as>, <prosody>.", "The time of a <break> is not a number with s or ms, as in 500ms; it is 750 ms long."],
            plan.Warnings);
        Assert.Equal(plan.Warnings, PlanObject.From(plan, new SpeechModel(), cached: null).Warnings);
    }

    [Theory]
    [InlineData("time='-1s'", "time")]
    [InlineData("time='1e400s'", "time")]
    [InlineData("time='NaNs'", "time")]
    [InlineData("time='Infinitys'", "time")]
    [InlineData("time='2'", "time")]
    [InlineData("time=''", "time")]
    [InlineData("strength='huge'", "strength")]
    public void A_silence_of_no_known_length_is_of_the_usual_and_named_in_the_plan(string attribute, string name)
    {
        var plan = Plan(new { input = $"He waited.<break {attribute}/>Nobody came.", ssml = true });
        Assert.Equal("He waited.|750|Nobody came.|0", Heard(plan));
        Assert.Contains($"The {name} of a <break> is not", Assert.Single(plan.Warnings!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_language_of_SSML_is_that_of_its_root() =>
        Assert.Equal("fr", Plan(new { input = "<speak xml:lang='fr'>Amen.</speak>", ssml = true }).Request.Voice.Language);

    [Theory]
    [InlineData("<speak>He waited.", "is not well-formed SSML")]
    [InlineData("<speak>Tea & milk.</speak>", "Write & as &amp;")]
    [InlineData("<speak>&nbsp;He waited.</speak>", "is not well-formed SSML")]
    [InlineData("<!DOCTYPE speak [<!ENTITY a 'b'>]><speak>&a;</speak>", "is not well-formed SSML")]
    public void What_is_not_SSML_is_refused(string ssml, string words)
    {
        var problem = Assert.Single(Read(new { input = ssml, ssml = true }).Problems);
        Assert.Equal("#/input", problem.Pointer);
        Assert.Contains(words, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_the_number_of_names_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + "word";
        Assert.Contains("levels deep", Assert.Single(Read(new { input = deep, ssml = true }).Problems).Detail, StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 500).Select(static i => $"<n{i}{new string('x', 500)}>word</n{i}{new string('x', 500)}> "));
        Assert.InRange(Assert.Single(Plan(new { input = many, ssml = true }).Warnings!).Length, 100, 2_000);
    }

    static string Heard(JobPlan plan) => string.Join('|', plan.Segments.Select(static segment => $"{segment.Text}|{segment.PauseAfterMs}"));

    static JobPlan Plan(object body)
    {
        var read = Read(body);
        Assert.Empty(read.Problems);
        return new ArticlePlanner(Speech, Options.Create(new PauseSettings())).Plan(read.Submission!.Request, read.Submission.Article!);
    }

    static RequestResult Read(object body) =>
        new RequestReader(Speech, Options.Create(new OutboundOptions()), Options.Create(new SoundOptions())).ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));
}
