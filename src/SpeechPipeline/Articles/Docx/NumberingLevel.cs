using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>How the items of one level of a list are numbered.</summary>
/// <param name="Text">The label before an item; <c>%1</c> is the number of the first level.</param>
/// <param name="RestartsAfter">The level, from 1, whose items restart the count; 0: none; null: any higher level.</param>
/// <param name="IsLegal">Whether the numbers of all levels are written in digits.</param>
sealed record NumberingLevel(int Start, string? Format, string Text, int? RestartsAfter, bool IsLegal)
{
    // Word's own limit; a longer label could be longer than the document.
    const int LongestText = 255;

    public bool IsBullet => Format == "bullet";

    public static NumberingLevel Of(Level level) => new(
        level.StartNumberingValue?.Val.Whole() ?? 0,
        // Formats newer than the standard have a fallback within the standard.
        (level.NumberingFormat ?? level.Descendants<NumberingFormat>().LastOrDefault())?.Val?.InnerText,
        level.LevelText?.Val?.InnerText is { Length: <= LongestText } text ? text : "",
        level.LevelRestart?.Val.Whole(),
        level.IsLegalNumberingStyle.IsOn() == true);
}
