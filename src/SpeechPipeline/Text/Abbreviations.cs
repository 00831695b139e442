using System.Collections.Frozen;

namespace SpeechPipeline.Text;

/// <summary>Abbreviations, which end in a stop inside a sentence. In doubt, the stop ends no sentence: that does less harm.</summary>
static class Abbreviations
{
    const int LongestWord = 12;

    // Followed by a name or an explanation, in capitals or not.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeName = Words(
        "dr mr mrs ms mx prof mt messrs mme mlle mm gen sen rep gov pres rev fr hon capt cpt cmdr lt col sgt maj adm amb supt "
        + "vs cf viz approx ca esp incl al e.g i.e eg ie "
        + "hr fr frl bzw ggf evtl inkl exkl bspw sog vgl geb gest ehem dipl ing "
        + "ee sra srta sto sta ud uds vd av dhr mevr mevr bijv dott sig sigg ing avv np tzw "
        + "ste com adm éd eds lic arq kath psicol amm dir пгт "
        + "fa sog med dra profa profª drª srª exmo exma ilmo mgr mgrs pr dott.ssa sig.ra sig.na bijv dhr jhr ds "
        + "ul ул пл пер просп проф акад тов гр им св т.е т.к डॉ श्री ดร د أ");

    // Abbreviations before a number; without a number, the sentence ends.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNumber = Words(
        "no nos nr art arts abs abb bd kap cap pp pg vol vols fig figs ch chap sec sect eq eqs ex para op ed ref tab lib párr párrf cra "
        + "matt exod lev deut josh judg kgs chron neh esth ps pss prov eccl isa jer lam ezek dan hos mic nah hab zeph hag zech mal rom cor gal eph phil thess tim heb jas pet "
        + "jan feb febr mar apr jun jul aug sep sept okt oct nov dec dez ene abr ago dic lun núm num pág págs tel ext str tab табл стр рис гл кв корп п núms lám "
        + "rs pt pts bk fol ep rm apt hwy rte pl ziff rn anm pag pagg tav fasc blz hfst afb sid rozdz ust pkt poz тел ст вып кн");

    // These end a sentence about as often as not.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Either = Words(
        "inc ltd co corp bros гг llc jr sr esq dept univ assn est ph.d rd ave blvd st ft uu usw uswusf "
        + "mio mrd mill usf млн млрд тыс руб коп");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Starters = Words(
        "i the a an this that these those he she it they we you his her its their our your my there here then now but and so yet or "
        + "in on at by for from with when while where what who why how as if after before since although however meanwhile "
        + "some many most all each every no not one to well yes oh nobody everybody somebody nothing everything something someone everyone nor if because "
        + "der die das ein eine er sie es wir ihr und aber doch dann wenn als auch nun so dies diese dieser "
        + "für im am auf von mit nach bei zu vor über unter durch ohne seit dort hier danach "
        + "il elle ils elles nous vous on mais et puis ce c cette ces les des une dans sur avec pour par quand "
        + "el los las ella ellos pero y su sus se un una con por para cuando después "
        + "ele ela eles elas o os um uma mas em na depois quando não "
        + "lo gli ma poi nel nella quando "
        + "он она оно они мы вы я это но и а в на с так тогда там тут вот когда если что как потом затем");

    // After "9 p.m." these belong to the time.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AfterTimes = Words(
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
        + "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
        + "est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist jst kst aest aedt eastern central mountain pacific atlantic greenwich zulu london");

    // Before a time that ends a sentence; at the start of a sentence it is followed by what happened then.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeTimes = Words("at by until till around about before after to is was and near past");

    // A sentence that begins with these tells when; what happened follows the time.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TellsWhen = Words(
        "on in at by from between around about before after until since shortly just only yesterday today tomorrow tonight every each last next this that when once while "
        + "monday tuesday wednesday thursday friday saturday sunday");

    // German function words: after them, a number with a stop is an ordinal.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeOrdinals = Words(
        "am der die das dem den des vom zum zur im beim bis ab seit jeder jede jedes jedem jeden ein eine einen einem einer sein seine seinen "
        + "seinem seiner ihr ihre ihren ihrem ihrer unser unsere unserem unseren mein meinem meinen dieser diesem");

    // A number behind these is no item of a list: "in part 2. The next".
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeFigures = Words(
        "and or is are was were be of to the at in on by for with than from only about least most over under nearly almost just equals "
        + "part section chapter page step figure table number no version level day article rule point volume book act scene verse line phase stage grade question exercise "
        + "und oder bis teil kapitel seite schritt abschnitt tabelle abbildung nummer artikel tag y o e et ou a de la le les du partie chapitre section étape article "
        + "parte capítulo sección artículo paso página número capitolo pagina articolo numero и или часть глава раздел шаг пункт статья номер");

    // Names that end in an exclamation mark.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> MarkedNames = Words("yahoo yum jeopardy joomla oklahoma");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> GermanMonths = Words(
        "januar jänner februar märz april mai juni juli august september oktober november dezember");

    /// <summary>Whether the sentence continues after a stop behind <paramref name="word"/>, when <paramref name="next"/> follows.</summary>
    public static bool Continues(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return false;
        }

        if (BeforeName.Contains(word))
        {
            return true;
        }
        // Bahnhofstr. 5
        if (BeforeNumber.Contains(word) || word.EndsWith("str", StringComparison.Ordinal))
        {
            return !next.IsEmpty && (char.IsDigit(next[0]) || (next.Length > 1 && !next.ContainsAnyExcept("IVXLC")));
        }

        return (Either.Contains(word) || IsDotted(word)) && !IsStarter(next);
    }

    /// <summary>Whether a sentence ends with a time of day: "He left at 6 p.m. Travelers …", but not "At 6 p.m. Parliament …" or "the 6 p.m. Eurostar".</summary>
    /// <param name="before">The word before the time.</param>
    /// <param name="first">The first word of the sentence.</param>
    /// <param name="next">The word after the stop, with a capital letter.</param>
    public static bool EndsWithTime(ReadOnlySpan<char> before, ReadOnlySpan<char> first, ReadOnlySpan<char> next) =>
        BeforeTimes.Contains(before) && !TellsWhen.Contains(first) && next is [var letter, ..] && char.IsUpper(letter) && !AfterTimes.Contains(next);

    /// <summary>Whether the exclamation mark after <paramref name="word"/> is part of a name: "Yahoo! Mail".</summary>
    public static bool IsMarkedName(ReadOnlySpan<char> word, ReadOnlySpan<char> next) => MarkedNames.Contains(word) && !IsStarter(next);

    /// <summary>Whether a number with a stop after this word is an ordinal.</summary>
    public static bool IsBeforeOrdinal(ReadOnlySpan<char> word) => BeforeOrdinals.Contains(word);

    /// <summary>Whether a number after this word counts or names something, and begins no item of a list.</summary>
    public static bool IsBeforeFigure(ReadOnlySpan<char> word) => BeforeFigures.Contains(word) || IsBeforeOrdinal(word);

    public static bool IsGermanMonth(ReadOnlySpan<char> word) => GermanMonths.Contains(word);

    /// <summary>Whether a sentence is likely to begin with this word.</summary>
    public static bool IsStarter(ReadOnlySpan<char> word) => Starters.Contains(word);

    // U.S, a.m, Ph.D: pieces of one or two letters between stops.
    static bool IsDotted(ReadOnlySpan<char> word)
    {
        if (!word.Contains('.'))
        {
            return false;
        }

        foreach (var piece in word.Split('.'))
        {
            var (_, length) = piece.GetOffsetAndLength(word.Length);
            if (length is 0 or > 2 || !char.IsLetter(word[piece.Start]))
            {
                return false;
            }
        }

        return true;
    }

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
