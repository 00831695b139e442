using DocumentFormat.OpenXml;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Chooses among alternative forms of content (ECMA-376, part 3): the first that is understood here, else the fallback.</summary>
static class AlternateContents
{
    // Shapes and text boxes, newer drawings, formulas. The fallback of any other extension has the same words.
    static readonly HashSet<string> Understood = new(StringComparer.Ordinal) { "wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "m", "wne" };

    public static IEnumerable<OpenXmlElement> ChosenFrom(OpenXmlElement alternates)
    {
        var chosen = alternates.ChildElements.FirstOrDefault(child => child.LocalName == "Choice" && IsUnderstood(child))
            ?? alternates.ChildElements.FirstOrDefault(child => child.LocalName == "Fallback");
        return chosen?.ChildElements.AsEnumerable() ?? [];
    }

    static bool IsUnderstood(OpenXmlElement choice)
    {
        var needed = choice.GetAttributes().FirstOrDefault(attribute => attribute.LocalName == "Requires").Value ?? "";
        return needed.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(Understood.Contains);
    }
}
