using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SpeechPipeline.Articles.Epub;

/// <summary>A page of a book that is a drawing (EPUB 3.3, section 6.2).</summary>
static class SvgPage
{
    /// <summary>
    /// Puts paragraphs of the drawing's words in its place, and its description (SVG 2, section 5.8) as the alternative text of a picture.
    /// </summary>
    public static void MakeText(IHtmlDocument document)
    {
        if (document.QuerySelector("svg") is not { } drawing)
        {
            return;
        }

        // Lines stand one under the other, without a space between them.
        foreach (var line in drawing.QuerySelectorAll("tspan[x], tspan[y], tspan[dy]").ToList())
        {
            line.InsertBefore(document.CreateTextNode(" "), line.FirstChild);
        }

        var page = new List<IElement>();
        var about = drawing.Children.FirstOrDefault(child => child.LocalName == "desc") ?? drawing.Children.FirstOrDefault(child => child.LocalName == "title");
        if (about is not null)
        {
            var picture = document.CreateElement("img");
            picture.SetAttribute("alt", about.TextContent);
            page.Add(picture);
        }

        foreach (var text in drawing.QuerySelectorAll("text"))
        {
            var paragraph = document.CreateElement("p");
            paragraph.TextContent = text.TextContent;
            page.Add(paragraph);
        }

        drawing.Replace([.. page]);
    }
}
