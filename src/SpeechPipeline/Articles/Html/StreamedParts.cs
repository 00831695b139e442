using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Pages that React renders on the server send what took longer at their end, hidden under the id "S:1", and a script puts it where
/// the template "B:1" (or "P:1" within another part) keeps its place. Scripts are not run here, so that is done for them.
/// </summary>
static class StreamedParts
{
    const int Most = 1_000;

    public static void Place(IHtmlDocument document)
    {
        var parts = document.QuerySelectorAll("div[hidden][id^='S:']").Take(Most).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        var places = new Dictionary<string, IElement>(StringComparer.Ordinal);
        foreach (var place in document.QuerySelectorAll("template[id^='B:'], template[id^='P:']"))
        {
            places.TryAdd(place.Id![2..], place);
        }

        foreach (var part in parts)
        {
            part.RemoveAttribute("hidden");
            // Parts within parts may nest deeper than any page that is parsed; what walks the page recurses.
            if (places.Remove(part.Id![2..], out var place) && !part.Contains(place) && HtmlParsing.LevelOf(place) + LevelsIn(part) <= HtmlParsing.MostLevels)
            {
                place.Replace(part);
            }
        }
    }

    static int LevelsIn(IElement part)
    {
        var levels = 0;
        foreach (var child in part.Children)
        {
            levels = Math.Max(levels, LevelsIn(child));
        }

        return levels + 1;
    }
}
