using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What is wrong with speech, in the voices of the built-in endpoint.</summary>
public sealed class SpeechDoubtSpecs
{
    const string First = "The drawn blinds and the smokeless chimneys, however, gave it a stricken look.";
    const string Second = "My own complete happiness, and the interests which rise up around the man who first finds himself master of his own establishment, were sufficient to absorb my attention.";
    const string Third = "He was still, as ever, deeply attracted by the study of crime.";
    const string Text = $"{First} {Second} {Third}";

    static readonly VoiceHabit Unknown = VoiceHabit.OfAny(1);

    [Theory]
    [InlineData(Text)]
    [InlineData(First)]
    [InlineData("Add-ons")]
    [InlineData("Chapter 12")]
    [InlineData("In 1887, Dr. Watson paid £35 & left. Prices had risen by 12.5% since 1880.")]
    [InlineData("NASA, the FBI and IBM.")]
    public async Task What_a_voice_says_as_usual_is_not_doubted(string text)
    {
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            Assert.Null(Doubt(text, await SpeakAsync(text, voice)));
        }
    }

    [Theory]
    [InlineData($"{First} {Third}")]
    [InlineData($"{Second} {Third}")]
    [InlineData($"{First} {Second}")]
    [InlineData($"{First} {Second} {Second} {Third}")]
    [InlineData($"{First} {First} {Second} {Third}")]
    public async Task A_sentence_that_is_missing_or_said_twice_is_noticed_in_the_first_segment(string spoken)
    {
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            Assert.NotNull(Doubt(Text, await SpeakAsync(spoken, voice)));
        }
    }

    [Theory]
    [InlineData("It rained.")]
    [InlineData("Nobody came to the door.")]
    [InlineData("The lamps were lit, and the carriage waited.")]
    public async Task A_short_sentence_that_is_said_twice_is_heard_twice(string sentence)
    {
        var (text, spoken) = ($"{Second} {sentence} {Third} {First}", $"{Second} {sentence} {sentence} {Third} {First}");
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            var (once, twice) = (SpeechShape.Of(await SpeakAsync(text, voice)), SpeechShape.Of(await SpeakAsync(spoken, voice)));
            Assert.Null(new SpeakingPace().Doubt(text, null, once, Unknown));
            Assert.Equal(SpeechFault.Repeated, new SpeakingPace().Doubt(text, null, twice, Unknown)?.Fault);
            // What the text itself says twice is right.
            Assert.Null(new SpeakingPace().Doubt(spoken, null, twice, Unknown));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0003)]
    [InlineData(0.002)]
    public void A_sound_that_never_changes_says_nothing_twice(double noise)
    {
        const int rate = 8_000;
        var random = new Random(7);
        // Three stretches of one tone, with a pause between them, as a stand-in for a voice may have them.
        var samples = Enumerable.Range(0, 6 * rate).Select(i => (i / rate % 2 == 1 ? 0 : 0.25f * MathF.Cos(2 * MathF.PI * 405 * i / rate)) + (float)(noise * ((2 * random.NextDouble()) - 1)));
        var shape = SpeechShape.Of(new PcmAudio(new PcmFormat(rate, 1), [.. samples]));
        Assert.Equal(3, shape.Stretches.Count);
        Assert.False(shape.SaysTwice);
    }

    [Theory]
    [InlineData("Wait a minute, wait a minute!", true)]
    [InlineData("It was dark. It was cold.", true)]
    [InlineData("Never — never!", true)]
    [InlineData("だめだ、だめだ。", true)]
    [InlineData("The whole of the text is new, and so is the end of it.", false)]
    [InlineData("Wait a minute. He said nothing. Wait a minute.", false)]
    [InlineData("", false)]
    public void What_a_text_says_twice_in_a_row_is_known(string text, bool isTwice) => Assert.Equal(isTwice, RepeatedWords.AreIn(text));

    [Theory]
    [InlineData("a silence of 2 s", SpeechFault.Silence)]
    [InlineData("a silence of 7 s", SpeechFault.Silence)]
    [InlineData("a last word cut by half", SpeechFault.Cut)]
    [InlineData("a tail of 4 s", null)]
    [InlineData("a tail of 20 s", null)]
    [InlineData("a hum of 4 s", null)]
    public async Task What_is_wrong_is_noticed_in_the_first_segment(string what, object? fault)
    {
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            var audio = await SpeakAsync(Text, voice);
            var doubt = Doubt(Text, what switch
            {
                "a silence of 2 s" => SpokenWrong.Silent(audio, 2),
                "a silence of 7 s" => SpokenWrong.Silent(audio, 7),
                "a last word cut by half" => SpokenWrong.CutOff(audio),
                "a tail of 4 s" => SpokenWrong.RunOn(audio, 4),
                "a tail of 20 s" => SpokenWrong.RunOn(audio, 20),
                _ => SpokenWrong.Hum(audio, 4),
            });
            Assert.NotNull(doubt);
            Assert.Equal(fault ?? doubt.Fault, doubt.Fault);
        }
    }

    [Fact]
    public async Task Noise_between_the_words_is_silence()
    {
        var silent = SpokenWrong.Silent(await SpeakAsync(Text, FliteVoice.Rms), 7);
        var random = new Random(1);
        var noisy = new PcmAudio(silent.Format, [.. silent.Samples.Select(sample => (sample * 0.25f) + (0.002f * ((2 * random.NextSingle()) - 1)))]);
        Assert.Equal(SpeechFault.Silence, Doubt(Text, noisy)?.Fault);
    }

    [Fact]
    public async Task A_wrong_sample_rate_is_noticed_once_the_voice_is_known()
    {
        var habits = await HabitsAsync();
        foreach (var sentence in new[] { First, Second, Third })
        {
            var audio = await SpeakAsync(sentence, FliteVoice.Rms);
            Assert.Null(Doubt(sentence, audio, habits));
            Assert.NotNull(Doubt(sentence, SpokenWrong.TooFast(audio), habits));
        }
    }

    [Fact]
    public async Task A_wrong_sample_rate_shows_in_the_pitch_where_the_pace_says_little()
    {
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            var audio = await SpeakAsync(First, voice);
            var (good, fast, slow) = (SpeechShape.Of(audio), SpeechShape.Of(SpokenWrong.TooFast(audio)), SpeechShape.Of(SpokenWrong.TooSlow(audio)));
            Assert.InRange(good.PitchHz, 60, 250);
            Assert.InRange((double)fast.PitchHz / good.PitchHz, 1.4, 1.6);
            Assert.InRange((double)slow.PitchHz / good.PitchHz, 0.62, 0.71);
            var phrases = ExpectedSpeech.Of(First, "en");
            var habit = new VoiceHabit(good.SoundSeconds / phrases.Sum(static phrase => phrase.Mean), 0.3, good.PitchHz, 0.1);
            Assert.Equal([null, SpeechFault.Rate, SpeechFault.Rate], ((SpeechShape[])[good, fast, slow]).Select(shape => SpeechDoubt.Of(phrases, shape, habit)?.Fault));
        }
    }

    [Fact]
    public void Noise_has_no_pitch()
    {
        var random = new Random(1);
        Assert.Equal(0, SpeechShape.Of(new PcmAudio(new PcmFormat(16_000, 1), [.. Enumerable.Range(0, 32_000).Select(_ => random.NextSingle() - 0.5f)])).PitchHz);
    }

    [Fact]
    public async Task An_end_without_the_silence_that_a_voice_ends_with_is_noticed()
    {
        var audio = await SpeakAsync(First, FliteVoice.Rms);
        var shape = SpeechShape.Of(audio) with { End = 1 };
        Assert.Null(SpeechDoubt.Of(ExpectedSpeech.Of(First, "en"), shape, Unknown));
        Assert.Equal(SpeechFault.Cut, SpeechDoubt.Of(ExpectedSpeech.Of(First, "en"), shape, await HabitsAsync())?.Fault);
    }

    [Fact]
    public async Task What_is_stored_of_a_shape_is_read_again()
    {
        var shape = SpeechShape.Of(await SpeakAsync(Text, FliteVoice.Rms));
        var read = SpeechShape.Parse(shape.ToString());
        Assert.Equal(shape.ToString(), read?.ToString());
        Assert.True(shape.Stretches.Count > 2 && shape.End > 5, $"{shape}");
        Assert.Equal(shape.PitchHz, read?.PitchHz);
        // An earlier version stored another number, which says nothing of the pitch.
        Assert.Equal((31, 0), (SpeechShape.Parse("312 40 805/31/950")?.End, SpeechShape.Parse("312 40 805/31/950")?.PitchHz));
        Assert.All(["", "a/b", "1", "1/2"], text => Assert.Null(SpeechShape.Parse(text)));
    }

    [Theory]
    [InlineData("en", "The north wind and the sun were disputing which was the stronger, when a traveler came along wrapped in a warm cloak.", 6.7)]
    [InlineData("es", "El viento norte y el sol discutían sobre cuál de ellos era el más fuerte, cuando pasó un viajero envuelto en una ancha capa.", 7.8)]
    [InlineData("ru", "Однажды северный ветер и солнце поспорили, кто из них сильнее, как раз в это время они заметили закутанного в плащ путника.", 7.2)]
    [InlineData("ja", "きたかぜとたいようが、どちらがつよいかいいあらそっていたとき、あたたかいがいとうをきたたびびとがやってきました。", 7.8)]
    [InlineData("ko", "바람과 햇님이 서로 힘이 더 세다고 다투고 있을 때, 한 나그네가 따뜻한 외투를 입고 걸어왔습니다.", 8.3)]
    [InlineData("hi", "उत्तरी हवा और सूरज में बहस हो रही थी कि दोनों में कौन अधिक बलवान है, तभी एक यात्री गरम कपड़ा ओढ़े उधर से निकला।", 7.9)]
    public void What_is_expected_suits_the_script(string language, string text, double seconds)
    {
        // By espeak-ng, whose English is 0.85 times as long as is expected of a narrator.
        var expected = ExpectedSpeech.Of(text, language).Sum(phrase => phrase.Mean);
        Assert.InRange(expected, 0.75 * seconds, 1.3 * seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("…")]
    [InlineData("\uD835 half a pair \uFFFF")]
    public void A_text_of_any_kind_has_its_phrases(string text) => Assert.Equal(text.Length > 1, ExpectedSpeech.Of(text, "en").Count > 0);

    static Task<PcmAudio> SpeakAsync(string text, FliteVoice voice) => Flite.Shared.SpeakAsync(voice, text, TestContext.Current.CancellationToken);

    static SpeechDoubt? Doubt(string text, PcmAudio audio, VoiceHabit? habit = null) => SpeechDoubt.Of(ExpectedSpeech.Of(text, "en"), SpeechShape.Of(audio), habit ?? Unknown);

    static async Task<VoiceHabit> HabitsAsync()
    {
        var habits = new VoiceHabits();
        foreach (var sentence in SentenceBoundaries.Find(Text).Select(sentence => sentence.Of(Text)).Append("It was a widespread, comfortable-looking building, slate-roofed, with great yellow blotches of lichen upon the grey walls."))
        {
            habits.Add(null, ExpectedSpeech.Of(sentence, "en").Sum(phrase => phrase.Mean), SpeechShape.Of(await SpeakAsync(sentence, FliteVoice.Rms)));
        }

        return habits.Of(null, Unknown)!.Value;
    }
}
