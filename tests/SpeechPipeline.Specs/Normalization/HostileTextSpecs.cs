using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Normalization;

/// <summary>Texts that would make a careless scanner look at the same characters again and again.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HostileTextSpecs
{
    const int Short = 40_000;
    const int Times = 16;
    // A work that grows with the square of the length grows by 256 here. Seen to fail with one search (vectorized) of the rest of the
    // text for a character that is not in it, at each character and at each stop.
    const int Most = Times * 4;

    // In ms. Less than this is lost in what the runtime itself does. Of the long text those searches take 4 s and more.
    const double Noise = 20;

    static readonly ArticleNormalizer Words = new(
        "en",
        [new("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "b"), new("a.a.a.a.a.a.a.a.b", "b"), new("SQL", "sequel"), new("....!", "oh"), new("# # # #!", "x")],
        ["Anna", "a.a"]);

    [Theory]
    [InlineData(".")]
    [InlineData(". ")]
    [InlineData("\"")]
    [InlineData("\" ")]
    [InlineData("(")]
    [InlineData(").")]
    [InlineData(".”")]
    [InlineData(".” ")]
    [InlineData("” ")]
    [InlineData("a.a.")]
    [InlineData("A. ")]
    [InlineData("1. ")]
    [InlineData("a")]
    [InlineData("a--")]
    [InlineData("a..")]
    [InlineData("a@")]
    [InlineData("@a.b")]
    [InlineData("#")]
    [InlineData("#a")]
    [InlineData("# ")]
    [InlineData("!?")]
    [InlineData("…。")]
    [InlineData("http://")]
    [InlineData("http://a)")]
    [InlineData("www.a.de/")]
    [InlineData("www.a.de/(")]
    [InlineData("\u200B")]
    [InlineData("\u200Ba")]
    [InlineData("\u0301")]
    [InlineData("a\u0301\u0323")]
    [InlineData("\uD800")]
    [InlineData("\uDC00a")]
    [InlineData("🎉")]
    [InlineData("🎉 ")]
    [InlineData("👩\u200D")]
    [InlineData("\uFE0F")]
    [InlineData("字")]
    [InlineData("。")]
    [InlineData("「」")]
    [InlineData("— ")]
    [InlineData(", ")]
    [InlineData("1 000 ")]
    [InlineData("Anna: a\n")]
    [InlineData("Anna:\n")]
    [InlineData("a;\n")]
    [InlineData("( ", "1. A ")]
    [InlineData("- a ", "1. A ")]
    [InlineData("2. ", "1. A ")]
    [InlineData(": ", "1. A ")]
    [InlineData("1) a: ", "a) a ")]
    public void The_work_grows_with_the_length_and_not_faster(string unit, string begin = "")
    {
        var once = begin + Repeated(unit, Short);
        var many = begin + Repeated(unit, Short * Times);
        Plan(once);

        var most = Most * Math.Max(Enumerable.Range(0, 3).Min(_ => Cost(once)), Noise);

        // The least of three, as a collection of garbage may fall into one; but one that is good is enough.
        var cost = Cost(many);
        for (var run = 1; run < 3 && cost > most; run++)
        {
            cost = Math.Min(cost, Cost(many));
        }

        Assert.InRange(cost, 0, most);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("字")]
    [InlineData("9")]
    [InlineData("\u0301")]
    [InlineData("-")]
    public void A_word_of_a_million_characters_is_spoken_in_segments(string unit)
    {
        var plan = Plan("x" + Repeated(unit, 1_000_000));

        Assert.All(plan.Segments, segment => Assert.InRange(SpokenLength.Of(segment.Text), 1, 350));
    }

    static double Cost(string text)
    {
        // CPU and not the clock: others may use the machine, but nothing else of this process runs.
        var before = Environment.CpuUsage.TotalTime;
        Plan(text);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    static SegmentPlan Plan(string text) => Segmenter.Plan(
        Words.Of(ArticleReader.Read(ArticleNormalizer.PartLines(ArticleSource.FromText(ArticleFormats.Text, text), ["Anna", "a.a"]))), new ModelLimits(350, 20));

    static string Repeated(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));
}
