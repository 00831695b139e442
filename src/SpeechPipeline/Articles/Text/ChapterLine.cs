using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>Recognizes lines of plain text that begin a chapter, in the supported languages: "CHAPTER XII. The End", "Kapitel 3", "第一章", "Prologue", "II. The Hill".</summary>
static partial class ChapterLine
{
    const int Longest = 80;

    /// <summary>Whether a line by itself begins a chapter, whatever the rest of the text is.</summary>
    public static bool Is(string line) => line.Length is > 0 and <= Longest && (Named().IsMatch(line) || Ordinal().IsMatch(line) || Part().IsMatch(line) || Ideographic().IsMatch(line));

    /// <summary>The Roman number that a line begins with, alone or before a title; 0: none. It begins a chapter only if others like it come in order.</summary>
    public static int RomanNumberOf(string line) =>
        line.Length <= Longest && Roman().Match(line) is { Success: true } match ? ValueOf(match.Groups[1].ValueSpan) : 0;

    static int ValueOf(ReadOnlySpan<char> roman)
    {
        var total = 0;
        for (var i = 0; i < roman.Length; i++)
        {
            var (value, next) = (ValueOf(roman[i]), i + 1 < roman.Length ? ValueOf(roman[i + 1]) : 0);
            total += value < next ? -value : value;
        }

        return total;
    }

    static int ValueOf(char digit) => digit switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, 'C' => 100, _ => 0 };

    // A word for a chapter and its number, and perhaps its title.
    [GeneratedRegex(
        @"^(CHAPTER|Chapter|BOOK|Book|PART|Part|VOLUME|Volume|LETTER|Letter|STAVE|Stave|ACT|Act|SCENE|Scene|CANTO|Canto|KAPITEL|Kapitel|TEIL|Teil|BUCH|Buch|BRIEF|AKT|"
        + @"CHAPITRE|Chapitre|PARTIE|Partie|LIVRE|Livre|TOME|Tome|ACTE|CAP[IÍ]TULO|Cap[ií]tulo|PARTE|Parte|LIBRO|Libro|LIVRO|Livro|CAPITOLO|Capitolo|HOOFDSTUK|Hoofdstuk|DEEL|Deel|BOEK|Boek|"
        + @"ГЛАВА|Глава|ЧАСТЬ|Часть|КНИГА|Книга|ТОМ|Том) "
        + @"([IVXLCDM]{1,8}|\d{1,3}|(THE |the |The )?\p{Lu}[\p{L}]{1,14}([- ](?-i:\p{L}{3,8}))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twenty|thirty|forty|fifty)(-[a-z]{3,5})?|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
        + @"un|deux|trois|quatre|cinq|sept|huit|neuf|dix|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|due|tre|quattro|cinque|dois|duas|três|quatro|een|twee|drie|vijf|первая|вторая|третья|четвёртая|пятая|шестая|седьмая|восьмая|девятая|десятая)(\.?$|\s?[.:—–-]\s*\S.*$|\s{2,}\S.*$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // "Erstes Kapitel", "Première partie", "Часть первая" is above.
    [GeneratedRegex(
        @"^(?i:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (chapter|part|book|letter)|(erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|sechste[rs]?|siebte[rs]?|siebente[rs]?|achte[rs]?|neunte[rs]?|zehnte[rs]?|elfte[rs]?|zwölfte[rs]?) (kapitel|teil|buch|brief|akt)|"
        + @"(premi(er|ère)|deuxième|seconde?|troisième|quatrième|cinquième) (chapitre|partie|livre)|(primer|primera|segundo|segunda|tercera?|primeiro|primeira|terceir[oa]|prim[oa]|second[oa]|terz[oa]) (cap[ií]tulo|parte|libro|livro|capitolo)|"
        + @"(eerste|tweede|derde|vierde|vijfde) (hoofdstuk|deel)|(первая|вторая|третья|четвёртая|пятая) (глава|часть|книга))(\.?$|\s?[.:—–-]\s*\S.*$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    // Parts with a name instead of a number.
    [GeneratedRegex(
        @"^(?i:prologue|epilogue|preface|foreword|introduction|afterword|interlude|postscript|appendix|prolog|epilog|vorwort|nachwort|einleitung|zwischenspiel|anhang|épilogue|préface|avant-propos|postface|"
        + @"prólogo|epílogo|prefacio|introducción|epílogo|prefácio|introdução|posfácio|prologo|epilogo|prefazione|introduzione|postfazione|proloog|epiloog|voorwoord|nawoord|inleiding|"
        + @"пролог|эпилог|предисловие|послесловие|введение|заключение)(\.?$|\s?[:—–]\s*\S.{0,60}$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(第\s?[0-9０-９一二三四五六七八九十百千零〇两]{1,7}\s?[章回话話节節部卷編编幕](\s*[^。！？]{0,40})$|(序章|終章|终章|序幕|楔子|引子|尾声|尾聲|后记|後記|前言|あとがき|まえがき|はじめに|おわりに|プロローグ|エピローグ|番外編|제\s?\d{1,3}\s?장.{0,40})$)", RegexOptions.CultureInvariant)]
    private static partial Regex Ideographic();

    [GeneratedRegex(@"^([IVXLC]{1,7})(\.?$|[.:]\s+\S.*[^.,;]$|\s?[—–-]\s*\S.*[^.,;]$|\s{2,}\S.*[^.,;]$)", RegexOptions.CultureInvariant)]
    private static partial Regex Roman();
}
