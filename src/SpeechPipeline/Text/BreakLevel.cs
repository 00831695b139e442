namespace SpeechPipeline.Text;

/// <summary>Where a text may be parted, the best places first.</summary>
enum BreakLevel
{
    Sentence,
    Clause,
    Word,

    /// <summary>Between graphemes of a run that offers nothing better.</summary>
    Grapheme,
}
