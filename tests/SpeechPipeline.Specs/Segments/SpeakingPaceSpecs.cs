using SpeechPipeline.Segments;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

public sealed class SpeakingPaceSpecs
{
    const string Sentence = "Forty letters and more are what it takes to say how fast someone speaks.";

    [Fact]
    public void Nothing_is_said_of_a_voice_before_eight_segments()
    {
        var pace = Known(7);
        Assert.Null(pace.Deviation(Sentence, null, 100));
        Add(pace, 5);
        Assert.NotNull(pace.Deviation(Sentence, null, 100));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(11, false)]
    [InlineData(13, true)]
    [InlineData(2.1, false)]
    [InlineData(1.9, true)]
    public void Two_and_a_half_times_the_median_is_too_far(double seconds, bool isOutlier) =>
        Assert.Equal(isOutlier, Known(20).IsOutlier(Sentence, null, seconds));

    [Theory]
    [InlineData(1, 2.3, false)]
    [InlineData(3, 7.4, true)]
    [InlineData(3, 7.8, false)]
    [InlineData(3, 35, false)]
    public void A_long_text_is_too_fast_at_twice_the_median(int times, double seconds, bool isOutlier) =>
        Assert.Equal(isOutlier, Known(20).IsOutlier(string.Join(' ', Enumerable.Repeat(Sentence, times)), null, seconds));

    [Theory]
    [InlineData(1.8, true)]
    [InlineData(2.1, false)]
    [InlineData(100, false)]
    public void Until_a_voice_is_known_haste_is_measured_by_what_its_model_is_known_for(double seconds, bool isOutlier)
    {
        Assert.Equal(isOutlier, Known(7).IsOutlier(Sentence, null, seconds, usual: 15));
        Assert.Equal(isOutlier, Known(7).Problem(Sentence, null, seconds, usual: 15) is not null);
        Assert.False(Known(7).IsOutlier(Sentence, null, seconds));
        Assert.False(Known(20).IsOutlier(Sentence, null, 4, usual: 1));
    }

    [Fact]
    public void Letters_of_two_units_are_not_said_more_slowly()
    {
        const string Bold = "𝗙𝗼𝗿𝘁𝘆 𝗹𝗲𝘁𝘁𝗲𝗿𝘀 𝗮𝗻𝗱 𝗺𝗼𝗿𝗲 𝗮𝗿𝗲 𝘄𝗵𝗮𝘁 𝗶𝘁 𝘁𝗮𝗸𝗲𝘀 𝘁𝗼 𝘀𝗮𝘆 𝗵𝗼𝘄 𝗳𝗮𝘀𝘁 𝘀𝗼𝗺𝗲𝗼𝗻𝗲 𝘀𝗽𝗲𝗮𝗸𝘀.";
        Assert.Equal(Known(20).Deviation(Sentence, null, 5), Known(20).Deviation(Bold, null, 5));
    }

    [Fact]
    public void Each_speaker_has_a_pace_of_its_own() => Assert.False(Known(20).IsOutlier(Sentence, "Anna", 50));

    [Theory]
    [InlineData("Short.")]
    [InlineData("1999 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009")]
    [InlineData("\\[\\den{\\forall x.\\varphi} = \\bigcap_{d \\in D}\\left\\{\\bar y|_{\\mathsf{fv}(\\varphi) \\setminus \\{x\\}}\\right\\}\\]")]
    [InlineData("for (var i = 0; i < items.Length; i++) { sum[i] += items[i] * weights[i % 4]; }")]
    public void Short_texts_columns_of_numbers_and_formulas_say_nothing(string text) => Assert.Null(Known(20).Deviation(text, null, 500));

    [Theory]
    [InlineData("One here. Two there.", "One here.", "Two there.", true)]
    [InlineData("First this, then that, and so on.", "First this,", "then that, and so on.", false)]
    [InlineData("no stop at all", "no stop", "at all", false)]
    public void A_text_is_parted_where_a_reader_would_pause(string text, string first, string second, bool areSentences) =>
        Assert.Equal((first, second, areSentences), TextHalves.Of(text));

    [Fact]
    public void One_word_is_not_parted() => Assert.Null(TextHalves.Of("Hippopotamus"));

    static SpeakingPace Known(int count)
    {
        var pace = new SpeakingPace();
        for (var i = 0; i < count; i++)
        {
            Add(pace, 5);
        }

        return pace;
    }

    static void Add(SpeakingPace pace, int seconds) =>
        pace.Add(new PlannedSegment(0, 0, 0, Sentence, 0, "k", 0), new StoredSegment(seconds * 8_000, 8_000, 1, "j", 1));
}
