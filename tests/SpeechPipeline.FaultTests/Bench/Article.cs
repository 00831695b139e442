using SpeechPipeline.FaultTests.FarSide;

namespace SpeechPipeline.FaultTests.Bench;

/// <summary>What one run has made into an episode: paragraphs of one segment each, which no other run has.</summary>
/// <param name="Label">Names the run everywhere: in its texts and in its webhook's address.</param>
/// <param name="Segments">How many.</param>
sealed record Article(string Label, int Segments)
{
    static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public IReadOnlyList<string> Texts { get; } =
        [.. Enumerable.Range(0, Segments).Select(i => $"Run {Label} says number {Numbers[i / 10]} {Numbers[i % 10]}, which stands alone.")];

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
