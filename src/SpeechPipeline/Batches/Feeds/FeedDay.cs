using System.Text.RegularExpressions;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Reads the day of a date, in whatever way a feed writes it: RFC 822 and 850, asctime, ISO 8601, names of months in other languages. The day is
/// that of its own place: hours and zones move nothing, and the name of a day of the week says nothing.
/// </summary>
static partial class FeedDay
{
    // In characters; a date is no longer.
    const int Longest = 100;

    // RFC 6265, section 5.1.1, and everybody: two digits up to 69 are of this century.
    const int LastOfCentury = 69;

    // By their beginnings, as RFC 822 has them and as European software writes them. What two languages give to two months names none:
    // listopad is November in Polish and October in Croatian, lip is short for the Polish July and the Croatian June.
    static readonly string[][] Months =
    [
        ["jan", "jän", "ene", "gen", "янв", "sty"],
        ["feb", "fév", "fev", "фев", "lut"],
        ["mar", "mär", "mrt", "mrz", "maa", "мар"],
        ["apr", "avr", "abr", "апр", "kwi"],
        ["may", "mai", "mei", "maj", "mag", "май", "мая"],
        ["jun", "juin", "giu", "июн", "cze", "lipnj", "lipanj"],
        ["jul", "juil", "lug", "июл", "lipc", "lipie"],
        ["aug", "aoû", "aou", "ago", "авг", "sie"],
        ["sep", "set", "сен", "wrz"],
        ["oct", "okt", "out", "ott", "окт", "paź"],
        ["nov", "ноя", "marras"],
        ["dec", "dez", "déc", "dic", "дек", "gru"],
    ];

    /// <returns>Null where it names no day.</returns>
    public static DateOnly? Find(string? date)
    {
        if (date is null || date.Length > Longest)
        {
            return null;
        }

        if (YearFirst().Match(date) is { Success: true } iso)
        {
            return Day(Number(iso, "year"), Number(iso, "month"), Number(iso, "day"));
        }

        if (DayFirst().Match(date) is { Success: true } written && MonthOf(written.Groups["month"].Value) is { } month)
        {
            return Day(Year(written), month, Number(written, "day"));
        }

        if (MonthFirst().Match(date) is { Success: true } spoken && MonthOf(spoken.Groups["month"].Value) is { } named)
        {
            return Day(Year(spoken), named, Number(spoken, "day"));
        }

        // Whether the month or the day comes first only the numbers can say; with points, the day does.
        if (Numbers().Match(date) is { Success: true } numbers)
        {
            var (first, second) = (Number(numbers, "first"), Number(numbers, "second"));
            return numbers.Groups["mark"].Value == "." || first > 12 ? Day(Year(numbers), second, first)
                : second > 12 || first == second ? Day(Year(numbers), first, second)
                : null;
        }

        return null;
    }

    static int? MonthOf(string name)
    {
        var lower = name.ToLowerInvariant();
        // From the end: the Finnish November begins as March does elsewhere.
        var month = Array.FindLastIndex(Months, beginnings => beginnings.Any(beginning => lower.StartsWith(beginning, StringComparison.Ordinal)));
        return month < 0 ? null : month + 1;
    }

    static int Number(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    static int Year(Match match)
    {
        var year = Number(match, "year");
        return match.Groups["year"].Length > 2 ? year : year <= LastOfCentury ? 2000 + year : 1900 + year;
    }

    static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(
        @"^\s*(?<year>[0-9]{4})((?<month>[0-9]{2})(?<day>[0-9]{2})|\s*[-/.年년]\s*(?<month>[0-9]{1,2})\s*[-/.月월]\s*(?<day>[0-9]{1,2}))(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![0-9:])(?<day>[0-9]{1,2})(st|nd|rd|th|º|\.)?[\s-]*(de\s+)?(?<month>\p{L}{3,12})\.?,?[\s-]*(de\s+)?(?<year>[0-9]{4}|[0-9]{2})(?![0-9:])",
        RegexOptions.ExplicitCapture)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<month>\p{L}{3,12})\.?\s+(?<day>[0-9]{1,2})(st|nd|rd|th)?(,|\s)(.*?[\s,])?(?<year>[0-9]{4})(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^\s*(?<first>[0-9]{1,2})(?<mark>[/.-])(?<second>[0-9]{1,2})\k<mark>(?<year>[0-9]{4}|[0-9]{2})(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
