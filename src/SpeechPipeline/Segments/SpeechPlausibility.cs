using SpeechPipeline.Audio;

namespace SpeechPipeline.Segments;

/// <summary>
/// Refuses speech that cannot be that of its text: silence, or a length that no voice has. The bounds are wide; they catch what
/// was cut off or ran away, not a slow reader.
/// </summary>
static class SpeechPlausibility
{
    // Fast speech is some 20 characters a second in alphabetic scripts; slow speech some 4 in syllabic ones.
    const double MostCharactersPerSecond = 45;
    const double FewestCharactersPerSecond = 1.5;
    const double LongestBeginningSeconds = 4;

    // -60 dBFS: well under the quietest speech, above the dither of an empty file.
    const float Silence = 0.001f;

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    public static string? Problem(string text, PcmAudio audio)
    {
        var letters = text.Count(char.IsLetterOrDigit);
        var seconds = audio.DurationSeconds;
        if (!audio.Samples.AsSpan().ContainsAnyExceptInRange(-Silence, Silence))
        {
            return "the audio is silent";
        }

        if (seconds < letters / MostCharactersPerSecond)
        {
            return FormattableString.Invariant($"{seconds:0.00} s of audio is too short for {letters} letters");
        }

        return seconds > LongestBeginningSeconds + (letters / FewestCharactersPerSecond)
            ? FormattableString.Invariant($"{seconds:0.00} s of audio is too long for {letters} letters")
            : null;
    }
}
