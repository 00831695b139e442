using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Epub;

/// <summary>Begins chapters where a book's table of contents says; where it has none, at headings of the first two levels.</summary>
sealed class NavigationChapters(ChapterList chapters, IReadOnlyList<NavigationEntry> entries) : ChapterMarks
{
    readonly ILookup<string, NavigationEntry> _starts =
        entries.Where(entry => entry.Fragment is null).ToLookup(entry => entry.Path, StringComparer.Ordinal);

    readonly Dictionary<(string Path, string Fragment), NavigationEntry> _targets =
        entries.Where(entry => entry.Fragment is not null).DistinctBy(entry => (entry.Path, entry.Fragment!)).ToDictionary(entry => (entry.Path, entry.Fragment!));

    string _path = "";

    /// <param name="id">The body's own, which the contents may name too.</param>
    public void Open(string path, string? id)
    {
        _path = path;
        if (_starts[path].FirstOrDefault() is { } entry || (id is not null && _targets.TryGetValue((path, id), out entry)))
        {
            chapters.Begin(entry.Title, entry.Level);
        }
    }

    public override bool Begins(IElement element) => element.Id is { Length: > 0 } id && _targets.ContainsKey((_path, id));

    public override void Enter(IElement element)
    {
        var entry = _targets[(_path, element.Id!)];
        chapters.Begin(entry.Title, entry.Level);
    }

    public override void Heading(int level, string text)
    {
        if (entries.Count == 0 && level <= 2)
        {
            chapters.Begin(text, level);
        }

        chapters.Add(new Block(BlockKind.Heading, text));
    }
}
