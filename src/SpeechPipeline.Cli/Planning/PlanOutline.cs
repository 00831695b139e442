using System.Globalization;
using System.Text;
using SpeechPipeline.Planning;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Cli.Planning;

/// <summary>A plan for people: its chapters, a line for each segment, and the totals.</summary>
static class PlanOutline
{
    const int LongestText = 100;

    public static string Of(PlanObject plan)
    {
        var outline = new StringBuilder();
        outline.AppendLine(plan.Title is null ? "(no title)" : plan.Byline is null ? plan.Title : $"{plan.Title}, by {plan.Byline}");
        foreach (var chapter in plan.Chapters)
        {
            outline.AppendLine();
            outline.AppendLine($"{chapter.Title ?? "(no chapter title)"}: {chapter.Segments.Count} segments, {chapter.Segments.Sum(segment => (long)segment.Characters):N0} characters");
            foreach (var segment in chapter.Segments)
            {
                var speaker = segment.Speaker is null ? "" : $"[{segment.Speaker}: {segment.Voice}] ";
                outline.AppendLine($"{segment.Index + 1,6} {segment.Characters,5}  {speaker}{Shortened(segment.Text)}{Pause(segment)}");
            }
        }

        var plays = TimeSpan.FromSeconds(plan.DurationSeconds);
        outline.AppendLine().Append(CultureInfo.InvariantCulture,
            $"{plan.SegmentsTotal:N0} segments, {plan.Characters:N0} characters, about {(int)plays.TotalHours}:{plays:mm\\:ss} of speech ({plan.Language}{(plan.LanguageDetected == true ? ", detected" : "")}, {plan.Voice}); "
            + $"{Prices.Of(plan.CostUsd, plan.Model, plan.UsdPerMillionCharacters)}, less what is stored already.");
        foreach (var warning in plan.Warnings ?? [])
        {
            outline.AppendLine().Append(warning);
        }

        foreach (var part in plan.Unspoken ?? [])
        {
            outline.AppendLine().Append(CultureInfo.InvariantCulture, $"Left out: {part.Paragraphs:N0} paragraphs, {part.Characters:N0} characters; spoken with {OptionOf(part)}: {Shortened(part.Beginning)}");
        }

        return outline.ToString();
    }

    static string OptionOf(UnspokenPart part) => part.Option == "tables" ? "tables (leave out --no-tables)" : $"--{part.Option.Replace('_', '-')}";

    static string Pause(PlanObject.SegmentPart segment) =>
        segment.Kind == PauseKind.None ? "" : $"  ({segment.Kind switch { PauseKind.ListItem => "list item", PauseKind.SceneBreak => "scene break", var kind => kind.ToString().ToLowerInvariant() }} {segment.PauseAfter} ms)";

    // The beginning and the end, which show where the text was cut.
    static string Shortened(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        var graphemes = StringInfo.ParseCombiningCharacters(text);
        var head = graphemes.Last(at => at <= LongestText * 2 / 3);
        var tail = graphemes.FirstOrDefault(at => at >= text.Length - (LongestText / 3), text.Length);
        return $"{text[..head]} … {text[tail..]}";
    }
}
