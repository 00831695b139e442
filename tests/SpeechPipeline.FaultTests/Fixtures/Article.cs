using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>What one run has made into an episode: paragraphs of one segment each, which no other run has.</summary>
/// <param name="Label">Names the run everywhere: in its texts and in its webhook's address.</param>
/// <param name="Segments">How many.</param>
sealed record Article(string Label, int Segments)
{
    static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public IReadOnlyList<string> Texts { get; } =
        [.. Enumerable.Range(0, Segments).Select(i => $"Run {Label} says number {Numbers[i / 10]} {Numbers[i % 10]}, which stands alone.")];

    /// <summary>Where the product keeps the speech of a text: a name of its own making, for a content that is foretold.</summary>
    public static string SpeechBlob(string text)
    {
        var key = SegmentKey.Of(FaultFixture.SpeechIdentity, new SpeechRequest("tone", text, "one", "en", Tone.SampleRateHz, null));
        return $"{key[..2]}/{key}/0.wav";
    }

    public object Request(FarSides sides) => new
    {
        model = "tone",
        voice = "one",
        input = string.Join("\n\n", Texts),
        response_format = "wav",
        sample_rate = Tone.SampleRateHz,
        webhook = sides.HookAddress(Label),
    };
}
