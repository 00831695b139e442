namespace SpeechPipeline.Text;

/// <summary>Where a text may be split, the best places first.</summary>
enum BreakLevel
{
    Sentence,
    Clause,
    Word,

    /// <summary>Between graphemes, if there is no better place.</summary>
    Grapheme,
}
