using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>The amount of speech before each place of a text, in letters of an alphabet.</summary>
sealed class SpokenWeight
{
    /// <summary>Punctuation and spaces are nearly silent, but a text of them alone must be placed too.</summary>
    const double Soundless = 0.01;

    // At some 15 letters a second: pauses of 0.4 s and 0.17 s.
    const double SentencePause = 6, ClausePause = 2.5;

    readonly double[] _before;

    /// <param name="text">The text.</param>
    /// <param name="pauses">The places where pauses take time because none was detected; empty if they were detected.</param>
    public SpokenWeight(string text, IEnumerable<PausePoint> pauses)
    {
        _before = new double[text.Length + 1];
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // The second unit of a surrogate pair has no weight: there is no place between them.
            _before[at + 1] = Of(rune);
            at += rune.Utf16SequenceLength;
        }

        foreach (var pause in pauses.Where(pause => pause.Level is BreakLevel.Sentence or BreakLevel.Clause))
        {
            // Half of it before the place, half after it.
            var half = (pause.Level == BreakLevel.Sentence ? SentencePause : ClausePause) / 2;
            _before[pause.At] += half;
            _before[pause.At + 1] += half;
        }

        for (var i = 0; i < text.Length; i++)
        {
            _before[i + 1] += _before[i];
        }
    }

    public double Whole => _before[^1];

    public double Before(int place) => _before[place];

    static double Of(Rune rune) =>
        Rune.IsLetterOrDigit(rune) ? SpokenLength.Of(rune) : SpokenLength.IsSign(rune) ? SpokenLength.Sign : Soundless;
}
