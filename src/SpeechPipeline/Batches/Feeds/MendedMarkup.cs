using System.Text;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Writes one element of a feed as well-formed XML, whatever it was: every element is closed, in order; a stray end tag is left out; every
/// prefix is declared. It stands for itself, without the document around it.
/// </summary>
/// <param name="root">The element's own start tag.</param>
/// <param name="context">What holds around it.</param>
/// <param name="declared">What prefixes stand for around it.</param>
sealed class MendedMarkup(FeedTag root, FeedContext context, IReadOnlyDictionary<string, string> declared)
{
    /// <summary>Of one element. Each is declared at the element itself, and a tree takes a time quadratic in what stands there.</summary>
    public const int MostPrefixes = 200;

    readonly StringBuilder _inside = new();
    readonly List<string> _open = [];
    readonly Dictionary<string, int> _opened = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _prefixes = new(StringComparer.Ordinal);

    public FeedTag Root => root;

    public FeedContext Context => context;

    /// <summary>The innermost element that is open.</summary>
    public string Innermost => _open.Count > 0 ? _open[^1] : root.Name;

    public int Levels => _open.Count;

    /// <exception cref="BatchFormatException">The element has more prefixes than any feed needs.</exception>
    public void Start(FeedTag tag)
    {
        Write(_inside, tag);
        if (_prefixes.Count > MostPrefixes)
        {
            throw new BatchFormatException("#", $"has more than {MostPrefixes} prefixes of XML namespaces in one place, as in <prefix:name>. Leave out what is not of the entries themselves.");
        }

        // Of HTML that was not escaped: these have no end there.
        if (tag.IsEmpty || (_open.Count > 0 && tag.Name.ToLowerInvariant() is "br" or "hr" or "img" or "input" or "wbr"))
        {
            _inside.Append("/>");
            return;
        }

        _inside.Append('>');
        _open.Add(tag.Name);
        _opened[tag.Name] = _opened.GetValueOrDefault(tag.Name) + 1;
    }

    /// <summary>Whether an element of that name is open, the root aside.</summary>
    public bool IsOpen(ReadOnlySpan<char> name) => _opened.GetValueOrDefault(name.ToString()) > 0;

    public bool IsRoot(ReadOnlySpan<char> name) => root.Name.AsSpan().Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends the innermost open element of that name, and those that were left open in it; one of no open element ends nothing.</summary>
    public void End(ReadOnlySpan<char> name)
    {
        if (!IsOpen(name))
        {
            return;
        }

        for (var isEnded = false; !isEnded;)
        {
            isEnded = _open[^1].AsSpan().Equals(name, StringComparison.OrdinalIgnoreCase);
            EndInnermost();
        }
    }

    public void Text(ReadOnlySpan<char> text, bool isPlain)
    {
        if (isPlain)
        {
            FeedCharacters.AppendPlain(_inside, text);
        }
        else
        {
            FeedCharacters.AppendMended(_inside, text);
        }
    }

    /// <summary>The element, as far as it was written.</summary>
    public string Finish()
    {
        while (_open.Count > 0)
        {
            EndInnermost();
        }

        var whole = new StringBuilder(_inside.Length + 256);
        Write(whole, root);
        var own = root.Attributes.Where(attribute => IsWritten(attribute.Name, attribute.Value)).Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        if (context.Namespace is { } space && !own.Contains("xmlns"))
        {
            Declare("xmlns", space);
        }

        foreach (var prefix in _prefixes.Where(prefix => prefix is not ("xml" or "xmlns") && !own.Contains($"xmlns:{prefix}")))
        {
            Declare($"xmlns:{prefix}", declared.GetValueOrDefault(prefix) ?? FeedNamespaces.Of(prefix));
        }

        return whole.Append('>').Append(_inside).Append("</").Append(root.Name).Append('>').ToString();

        void Declare(string name, string address)
        {
            whole.Append(' ').Append(name).Append("=\"");
            FeedCharacters.AppendPlain(whole, address);
            whole.Append('"');
        }
    }

    void EndInnermost()
    {
        var name = _open[^1];
        _inside.Append("</").Append(name).Append('>');
        _open.RemoveAt(_open.Count - 1);
        _opened[name]--;
    }

    void Write(StringBuilder to, FeedTag tag)
    {
        to.Append('<').Append(tag.Name);
        Note(tag.Name);
        foreach (var (name, value) in tag.Attributes)
        {
            if (!IsWritten(name, value))
            {
                continue;
            }

            Note(name);
            to.Append(' ').Append(name).Append("=\"");
            FeedCharacters.AppendMended(to, value);
            to.Append('"');
        }
    }

    // Of declarations those that XML allows.
    static bool IsWritten(string name, string value) =>
        !(name == "xmlns" || FeedTag.PrefixOf(name) == "xmlns") || FeedNamespaces.IsUsable(name == "xmlns" ? "" : name[6..], FeedCharacters.Mended(value));

    void Note(string name)
    {
        if (FeedTag.PrefixOf(name) is { Length: > 0 } prefix)
        {
            _prefixes.Add(prefix);
        }
    }
}
