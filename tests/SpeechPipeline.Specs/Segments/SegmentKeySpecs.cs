using System.Text.Json;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Segments;

public sealed class SegmentKeySpecs
{
    static readonly SpeechRequest Base = new("model", "Text.", "voice", "en", 24_000);

    [Fact]
    public void The_key_is_fixed_so_that_what_was_paid_for_is_found_again() =>
        Assert.Equal("107c15ab", SegmentKey.Of("https://speech.example/v1", Base)[..8]);

    [Fact]
    public void Everything_that_decides_the_sound_changes_the_key()
    {
        string[] keys =
        [
            SegmentKey.Of("e", Base),
            SegmentKey.Of("f", Base),
            SegmentKey.Of("e", Base with { Model = "model2" }),
            SegmentKey.Of("e", Base with { Voice = "voice2" }),
            SegmentKey.Of("e", Base with { Language = "de" }),
            SegmentKey.Of("e", Base with { SampleRateHz = 44_100 }),
            SegmentKey.Of("e", Base with { Input = "Text!" }),
            SegmentKey.Of("e", Base with { ExtraParameters = Json("""{"a":1}""") }),
            SegmentKey.Of("e", Base with { ExtraParameters = Json("""{"a":"1"}""") }),
            SegmentKey.Of("e", Base with { ExtraParameters = Json("""{"a":[1]}""") }),
            SegmentKey.Of("e", Base with { ExtraBody = Json("""{"a":1}""") }),
            SegmentKey.Of("e", Base with { Speed = 1 }),
            SegmentKey.Of("e", Base with { Speed = 1.5 }),
            SegmentKey.Of("e", Base with { Instructions = "Slowly." }),
            SegmentKey.Of("e", Base with { Instructions = "Softly." }),
            SegmentKey.Of("e", Base with { ExtraBody = Json("""{"a":2}""") }),
            SegmentKey.Of("e", Base with { Input = "\n\"Slowly.\"\n\nText." }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void The_order_of_extra_parameters_does_not_matter_and_the_order_in_a_list_does()
    {
        Assert.Equal(Key("""{"a":1,"b":{"c":2,"d":3}}"""), Key("""{ "b": {"d":3, "c":2}, "a":1 }"""));
        Assert.NotEqual(Key("""{"a":["x/1","y/2"]}"""), Key("""{"a":["y/2","x/1"]}"""));
    }

    [Fact]
    public void No_text_can_pose_as_another_field() =>
        Assert.NotEqual(
            SegmentKey.Of("e", Base with { Voice = "a", Language = "b" }),
            SegmentKey.Of("e", Base with { Voice = "a\"\n\"b", Language = "" }));

    static string Key(string extra) => SegmentKey.Of("e", Base with { ExtraParameters = Json(extra) });

    static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
