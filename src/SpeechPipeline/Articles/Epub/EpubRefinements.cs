using System.Xml.Linq;

namespace SpeechPipeline.Articles.Epub;

/// <summary>The refinements of a package's metadata: <c>&lt;meta refines="#id" property="role"&gt;</c> (EPUB 3.3, section 5.5.5), indexed once.</summary>
sealed class EpubRefinements(XElement metadata)
{
    readonly ILookup<(string Refines, string Property), XElement> _all = metadata.All("meta")
        .Where(meta => meta.Attribute("refines") is not null && meta.Attribute("property") is not null)
        .ToLookup(meta => (meta.Attribute("refines")!.Value, meta.Attribute("property")!.Value));

    /// <summary>The first such property of an element; null where it has none.</summary>
    public string? Find(XElement element, string property) => All(element, property).FirstOrDefault();

    /// <summary>All such properties of an element: who wrote a book may have drawn its pictures, too.</summary>
    public IEnumerable<string> All(XElement element, string property) =>
        element.Attribute("id") is { } id ? _all[($"#{id.Value}", property)].Select(meta => meta.Text()).OfType<string>() : [];
}
