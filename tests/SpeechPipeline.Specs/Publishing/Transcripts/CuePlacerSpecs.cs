using SpeechPipeline.Audio;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

public sealed class CuePlacerSpecs
{
    const int Rate = 24_000;

    [Fact]
    public void Cues_end_and_begin_at_the_pauses_between_sentences_even_where_their_lengths_mislead()
    {
        // By letters alone the first would end after 4.9 of 8.1 seconds of speech.
        var scene = new SpokenScene(Rate)
            .Say("An extraordinarily long sentence of a great many letters rattled off in no time.", 2.9, 0.7)
            .Say("Slowly, it went on and on.", 3.1, 0.5).Gap(0.6, 0.2)
            .Say("And that was all there was of it.", 2.3);

        Assert.Equal(scene.Truth, Times(scene));
    }

    [Fact]
    public void A_long_pause_in_the_middle_does_not_displace_what_comes_after_it()
    {
        var scene = new SpokenScene(Rate)
            .Say("The door opened with a creak.", 1.9, 4)
            .Say("Nobody came into the room.", 1.7, 0.4)
            .Say("Nobody at all was out there.", 1.8);

        Assert.Equal(scene.Truth, Times(scene));
    }

    [Fact]
    public void The_end_of_a_sentence_takes_the_longer_pause_and_a_comma_nearby_the_shorter()
    {
        // The comma lies nearer to where the end of the sentence is expected than the end itself.
        var scene = new SpokenScene(Rate)
            .Say("This was said slowly enough for all of us to follow,", 2.6, 0.15)
            .Say("you see.", 1.1, 0.7)
            .Say("Then came a second sentence, about as long as the first one was.", 2.6);
        var cues = Times(scene);

        Assert.Equal([(scene.Truth[0].Start, scene.Truth[1].End), scene.Truth[2]], cues);
    }

    [Fact]
    public void Where_no_pause_was_heard_cues_share_the_time_by_their_lengths()
    {
        var segment = new SpokenSegment("Twelve signs and more here. Twelve signs and more here. 十二の文字がここにあるよ。", 0, null, 0, 90_000, []);
        var cues = CuePlacer.Place(segment, CueSplitter.Split(segment.Text), Rate);

        Assert.Equal(cues[0].End, cues[1].Start);
        Assert.Equal(cues[1].End, cues[2].Start);
        Assert.InRange((cues[0].End - cues[0].Start) / (double)(cues[1].End - cues[1].Start), 0.85, 1.15);
        Assert.True(cues[2].End - cues[2].Start > cues[1].End - cues[1].Start, "twelve characters of Japanese take longer than twenty of English");
    }

    [Fact]
    public void Between_words_a_cue_ends_in_proportion_and_not_at_any_pause()
    {
        var text = "The committee of the association of the owners of the houses along the river bank met on Tuesday evening in the town hall.";
        var segment = new SpokenSegment(text, 0, null, 0, 8 * Rate, [new Silence(3 * Rate, (3 * Rate) + 2_000)]);
        var cues = CuePlacer.Place(segment, CueSplitter.Split(text), Rate);

        Assert.Equal(2, cues.Count);
        Assert.Equal(cues[0].End, cues[1].Start);
        Assert.InRange(cues[0].End, 3.6 * Rate, 4.4 * Rate);
    }

    [Fact]
    public void Silence_at_the_edges_of_a_segment_belongs_to_no_cue()
    {
        var text = "First of all, there was this. Then there was that.";
        var segment = new SpokenSegment(text, 0, null, 1_000, 101_000, [new Silence(1_100, 9_000), new Silence(60_000, 70_000), new Silence(95_000, 101_000)]);
        Assert.Equal([(9_000, 60_000), (70_000, 95_000)], CuePlacer.Place(segment, CueSplitter.Split(text), Rate).Select(cue => (cue.Start, cue.End)));
    }

    [Fact]
    public void Nearly_all_of_many_made_up_readings_are_placed_exactly()
    {
        var random = new Random(3);
        var (right, all) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var scene = Reading(random, random.Next(2, 7));
            var starts = CuePlacer.Place(scene.Segment(), CueSplitter.Split(scene.Text), Rate).Select(cue => cue.Start).ToHashSet();
            foreach (var (start, _) in scene.Truth.Skip(1))
            {
                all++;
                right += starts.Contains(start) ? 1 : 0;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{right} of {all} sentences begin exactly where they were said");
        Assert.True(right > 0.97 * all, $"{right} of {all}");
    }

    [Fact]
    public void Whatever_was_said_and_heard_cues_are_in_order_inside_their_segment_and_hold_all_of_it()
    {
        var random = new Random(5);
        foreach (var text in Enumerable.Range(0, 1_000).Select(_ => AnyTexts.Of(random)).Concat(AnyTexts.Novel().Take(500)))
        {
            var (start, length) = (random.NextInt64(1L << 40), 1 + random.NextInt64(1L << random.Next(1, 22)));
            var silences = Enumerable.Range(0, random.Next(12))
                .Select(_ => start - 100 + random.NextInt64(length + 200)).Order()
                .Select(at => new Silence(at, at + random.NextInt64(-5, Math.Max(1, length / 4))))
                .ToList();
            var segment = new SpokenSegment(text, 0, null, start, start + length, silences);
            var split = CueSplitter.Split(text);
            var cues = CuePlacer.Place(segment, split, Rate);

            Assert.Equal(AnyTexts.WithoutSpace(text), AnyTexts.WithoutSpace(string.Concat(cues.Select(cue => cue.Span.Of(text)))));
            Assert.All(cues, cue => Assert.True(cue.Start >= start && cue.End > cue.Start && cue.End <= start + length));
            Assert.All(cues.Skip(1).Zip(cues), pair => Assert.True(pair.First.Start >= pair.Second.End));
            var least = Math.Min(Rate * 3 / 10, length / cues.Count);
            Assert.All(cues, cue => Assert.True(cue.End - cue.Start >= least, $"{cue.End - cue.Start} of {least}"));
        }
    }

    [Fact]
    public void A_segment_without_end_and_with_silences_without_number_is_placed_all_the_same()
    {
        var text = string.Concat(Enumerable.Repeat("No, no. ", 20_000));
        var silences = Enumerable.Range(0, 100_000).Select(i => new Silence(i * 100L, (i * 100L) + 50)).ToList();
        var cues = CuePlacer.Place(new SpokenSegment(text, 0, null, 0, 20_000_000, silences), CueSplitter.Split(text), Rate);
        Assert.Equal(20_000_000, cues[^1].End);
    }

    [Fact]
    public void A_segment_that_lasts_no_time_does_not_construct()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpokenSegment("x", 0, null, 5, 5, []));
        Assert.Throws<ArgumentException>(() => Transcript.Of("en", Rate, 9, [new("x", 0, null, 0, 5, []), new("y", 0, null, 4, 9, [])]));
    }

    static IEnumerable<(long Start, long End)> Times(SpokenScene scene) =>
        CuePlacer.Place(scene.Segment(), CueSplitter.Split(scene.Text), Rate).Select(cue => (cue.Start, cue.End));

    /// <summary>Sentences at 11 to 19 letters a second each, pauses of 0.35 to 0.9 s between them, shorter ones at most commas, and gaps inside words.</summary>
    static SpokenScene Reading(Random random, int sentences)
    {
        var scene = new SpokenScene(Rate);
        for (var i = 0; i < sentences; i++)
        {
            var rate = 11 + (random.NextDouble() * 8);
            var words = Enumerable.Range(0, random.Next(5, 14)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(2, 9))).ToList();
            var comma = random.Next(1, words.Count - 1);
            var (head, tail) = (string.Join(' ', words.Take(comma)), string.Join(' ', words.Skip(comma)));
            scene.Say(char.ToUpperInvariant(head[0]) + head[1..] + ",", head.Length / rate, random.Next(10) < 7 ? 0.1 + (random.NextDouble() * 0.2) : 0);
            scene.Say(tail + ".", tail.Length / rate, i == sentences - 1 ? 0 : 0.35 + (random.NextDouble() * 0.55));
            if (tail.Length > 12)
            {
                scene.Gap(tail.Length / rate / 3, 0.06);
            }

            // What counts is where sentences begin.
            var (start, end) = (scene.Truth[^2].Start, scene.Truth[^1].End);
            scene.Truth.RemoveRange(scene.Truth.Count - 2, 2);
            scene.Truth.Add((start, end));
        }

        return scene;
    }
}
