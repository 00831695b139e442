using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>Removes what transcribers added to a book: their own notes, the book's notes in brackets, credits; and in Aozora Bunko texts the key to its signs.</summary>
static partial class TranscriberNotes
{
    public static string Without(string content)
    {
        if (content.Contains("[Footnote", StringComparison.OrdinalIgnoreCase) || content.Contains("Transcriber", StringComparison.OrdinalIgnoreCase))
        {
            content = TypistsNote().Replace(Bracketed().Replace(content, "\n"), "\n");
        }

        if (content.Contains("Produced by", StringComparison.Ordinal))
        {
            content = Producers().Replace(content, "\n", 1);
        }

        if (content.Contains("底本：", StringComparison.Ordinal) || content.Contains("《》", StringComparison.Ordinal))
        {
            content = AozoraKey().Replace(AozoraSource().Replace(content, "\n"), "\n");
        }

        return content;
    }

    // With the empty lines before it, from the last letter or note on, so that each is examined once.
    [GeneratedRegex(@"(?:\A(?>\s*)|(?:\G|(?<=\S))(?>\s*\n)[^\S\n]*)\[(Footnote|Transcriber['’]s? notes?|Transcriber|Endnote)\b[^\[\]]{0,4000}(\[[^\[\]]{0,200}\][^\[\]]{0,2000}){0,5}\]\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    // A separate heading, and the one paragraph under it.
    [GeneratedRegex(@"^[ *_]*transcriber['’]?s?['’]? notes?[ .:*_]*\r?\n(\s*\n)?([^\r\n]+\r?\n?){1,40}", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypistsNote();

    [GeneratedRegex(@"\A\s*(E-text prepared|Produced) by [^\r\n]+(\r?\n[^\r\n]+){0,6}", RegexOptions.CultureInvariant)]
    private static partial Regex Producers();

    [GeneratedRegex(@"^-{20,}\r?\n[^-《]{0,2000}《》[^-]{0,2000}?^-{20,}$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AozoraKey();

    [GeneratedRegex(@"^底本：[\s\S]*\z", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AozoraSource();
}
