using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Epub;

/// <summary>Begins chapters at the entries of a book's table of contents; without one, at each file and at headings of the first two levels.</summary>
sealed class NavigationChapters(ChapterList chapters, IReadOnlyList<NavigationEntry> entries) : ChapterMarks
{
    readonly ILookup<string, NavigationEntry> _starts =
        entries.Where(entry => entry.Fragment is null).ToLookup(entry => entry.Path, StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<(string Path, string Fragment), NavigationEntry> _targets =
        entries.Where(entry => entry.Fragment is not null).DistinctBy(entry => (entry.Path, entry.Fragment!)).ToDictionary(entry => (entry.Path, entry.Fragment!));

    readonly HashSet<string> _parted = new(entries.Where(entry => entry.Fragment is not null).Select(entry => entry.Path), StringComparer.Ordinal);

    readonly HashSet<NavigationEntry> _begun = [];
    NavigationEntry? _latest;
    string _path = "";

    /// <summary>Whether all entries of the table of contents for a file name parts that are not spoken.</summary>
    public bool IsMatter(string path) =>
        _starts[path].ToList() is { Count: > 0 } named && named.TrueForAll(entry => EpubMatter.IsMatterTitle(entry.Title)) && !_parted.Contains(path);

    /// <param name="path">The path of the file.</param>
    /// <param name="id">The id of the body, which the table of contents may name too.</param>
    public void Open(string path, string? id)
    {
        _path = path;
        if (_starts[path].FirstOrDefault() is { } entry || (id is not null && _targets.TryGetValue((path, id), out entry)))
        {
            Begin(entry);
        }
        else if (entries.Count == 0)
        {
            chapters.Begin(null, 1);
        }
    }

    public override bool Begins(IElement element) => TargetOf(element) is not null;

    public override void Enter(IElement element) => Begin(TargetOf(element)!);

    /// <summary>A picture that opens a chapter stands for its title if its alternative text is the title or is empty.</summary>
    public override bool Picture(string alternative)
    {
        if (_latest is not { } entry || !chapters.IsEmpty || !(alternative.Length == 0 || IsTitle(alternative, entry.Title)))
        {
            return false;
        }

        chapters.Add(new Block(BlockKind.Heading, entry.Title));
        return true;
    }

    public override void Heading(int level, string text)
    {
        if (entries.Count == 0 && level <= 2)
        {
            if (chapters.IsEmpty)
            {
                chapters.Rename(text, level);
            }
            else
            {
                chapters.Begin(text, level);
            }
        }

        chapters.Add(new Block(BlockKind.Heading, text));
    }

    void Begin(NavigationEntry entry)
    {
        _latest = entry;
        _begun.Add(entry);
        chapters.Begin(entry.Title, entry.Level);
    }

    // The element's own id; for a heading or a paragraph also that of an anchor inside it, so that its words are not split.
    NavigationEntry? TargetOf(IElement element)
    {
        if (!_parted.Contains(_path))
        {
            return null;
        }

        if (EntryOf(element) is { } own)
        {
            return own;
        }

        return Unspoken.IsTitle(element) || element.LocalName == "p" ? element.QuerySelectorAll("[id], a[name]").Select(EntryOf).FirstOrDefault(entry => entry is not null) : null;
    }

    NavigationEntry? EntryOf(IElement element)
    {
        var entry = element.Id is { Length: > 0 } id && _targets.TryGetValue((_path, id), out var byId) ? byId
            : element.LocalName == "a" && element.GetAttribute("name") is { Length: > 0 } name && _targets.TryGetValue((_path, name), out var byName) ? byName
            : null;
        return entry is not null && !_begun.Contains(entry) ? entry : null;
    }

    static bool IsTitle(string alternative, string title) =>
        SpokenText.HasSpeech(alternative)
        && (alternative.Contains(title, StringComparison.OrdinalIgnoreCase) || title.Contains(alternative, StringComparison.OrdinalIgnoreCase));
}
