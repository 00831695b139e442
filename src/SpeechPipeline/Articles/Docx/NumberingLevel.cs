using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>How the items of one level of a list are numbered.</summary>
/// <param name="Text">What stands before an item; <c>%1</c> is the number of the first level.</param>
/// <param name="RestartsAfter">The number, from 1, of the level after which it begins anew; 0: never; null: any level above.</param>
/// <param name="IsLegal">Whether the numbers of all levels are written in digits.</param>
sealed record NumberingLevel(int Start, string? Format, string Text, int? RestartsAfter, bool IsLegal)
{
    // Word takes no more; a longer one would say more than the document does.
    const int LongestText = 255;

    public bool IsBullet => Format == "bullet";

    public static NumberingLevel Of(Level level) => new(
        level.StartNumberingValue?.Val.Whole() ?? 0,
        // Formats newer than the standard come as a choice, whose fallback is one of the standard.
        (level.NumberingFormat ?? level.Descendants<NumberingFormat>().LastOrDefault())?.Val?.InnerText,
        level.LevelText?.Val?.InnerText is { Length: <= LongestText } text ? text : "",
        level.LevelRestart?.Val.Whole(),
        level.IsLegalNumberingStyle.IsOn() == true);
}
