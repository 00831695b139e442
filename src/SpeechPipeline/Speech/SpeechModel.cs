using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Speech;

/// <summary>The data of a model that the pipeline needs. Settings under <c>Speech:Models:{name}</c> replace single members; under any other key beside a <c>Name</c>, too.</summary>
public sealed class SpeechModel
{
    /// <summary>
    /// The name by which the endpoint knows the model, such as <c>kokoro</c> for <c>hexgrad/Kokoro-82M</c>. Absent: its own name, and where the
    /// endpoint refuses that, the name that its list of models has for it.
    /// </summary>
    public string? EndpointName { get; set; }

    /// <summary>The longest segment that the model speaks well, in characters. Default 350. From 40 to 10,000.</summary>
    [Range(40, 10_000)]
    public int MaxCharacters { get; set; } = 350;

    /// <summary>Below this the model is weak, and short neighbours are joined; in characters. Default 20. 0: never join.</summary>
    [Range(0, 1_000)]
    public int MinCharacters { get; set; } = 20;

    /// <summary>The price of a million characters in US dollars; 0: they cost nothing. Absent: unknown, and jobs with a limit on their cost are refused.</summary>
    [Range(0, 10_000)]
    public decimal? UsdPerMillionCharacters { get; set; }

    /// <summary>The rate that the model answers in whatever is asked, in Hz. Absent: it obeys <c>sample_rate</c>.</summary>
    [Range(8_000, 48_000)]
    public int? FixedSampleRateHz { get; set; }

    /// <summary>
    /// About how many letters the model says in a second, for the expected duration of a plan, and of speech while its voice is unknown; digits, syllable signs and ideographs
    /// count as several. Default 15: 155 words a minute, a narrator's pace, of 5.8 letters with the space; the voices of the built-in
    /// endpoint were measured at 15.4 to 15.9. From 1 to 100.
    /// </summary>
    [Range(1, 100)]
    public double LettersPerSecond { get; set; } = 15;

    /// <summary>Whether <c>af_bella(2)+af_heart(1)</c> names a blend of voices. Default true: an unknown model may know it.</summary>
    public bool MixesVoices { get; set; } = true;

    /// <summary>The rate that is asked for: the model's own, else the caller's, else the contract's default.</summary>
    public int RequestRateHz(int? wanted) => FixedSampleRateHz ?? wanted ?? 44_100;

    public ModelLimits Limits => new(MaxCharacters, Math.Min(MinCharacters, MaxCharacters));
}
