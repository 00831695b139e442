namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Cuts a feed in XML into its entries and the rest, its head, each well-formed by itself: so what is wrong in one entry is met when that
/// entry is read, and stays there. What stands before the root (a declaration, a blank line, warnings of the site's software) and behind it
/// is passed over.
/// </summary>
sealed class FeedMarkup
{
    readonly FeedTokens _tokens;
    readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    readonly MendedMarkup _head;
    readonly Stack<(int Level, FeedContext Context)> _contexts = new();

    FeedMarkup(FeedTokens tokens)
    {
        _tokens = tokens;
        Root = tokens.Tag;
        Declare(Root);
        _head = new MendedMarkup(Root, FeedContext.Nothing, _declared);
        _contexts.Push((0, FeedContext.Nothing.Inside(Root)));
    }

    public FeedTag Root { get; }

    public bool IsAtom => Root.LocalName.Equals("feed", StringComparison.OrdinalIgnoreCase);

    /// <param name="text">The feed.</param>
    /// <param name="first">The name of the first element, known or not; null: there is none.</param>
    /// <returns>The feed, at its root; null where there is no root that is known.</returns>
    public static FeedMarkup? Find(string text, out string? first)
    {
        var tokens = new FeedTokens(text);
        first = null;
        while (tokens.Read(open: null))
        {
            if (tokens.Current == FeedTokens.Kind.Start)
            {
                first ??= tokens.Tag.Name;
                if (FeedRoots.IsKnown(tokens.Tag.LocalName))
                {
                    return new FeedMarkup(tokens);
                }
            }
            else if (tokens.Current == FeedTokens.Kind.DocumentType && tokens.Value.Span.Equals("html", StringComparison.OrdinalIgnoreCase))
            {
                first = "html";
                return null;
            }
        }

        return null;
    }

    /// <summary>The start tags inside the root, in their order.</summary>
    public IEnumerable<FeedTag> Tags()
    {
        while (_tokens.Read(open: null))
        {
            if (_tokens.Current == FeedTokens.Kind.Start)
            {
                yield return _tokens.Tag;
            }
        }
    }

    /// <summary>The entries, in their order; read once.</summary>
    public IEnumerable<FeedPart> Entries()
    {
        if (Root.IsEmpty)
        {
            yield break;
        }

        MendedMarkup? entry = null;
        while (_tokens.Read(entry?.Innermost ?? _head.Innermost))
        {
            var isDone = false;
            switch (_tokens.Current)
            {
                case FeedTokens.Kind.Start when IsEntry(_tokens.Tag, entry):
                    if (entry is not null)
                    {
                        yield return new FeedPart(entry);
                    }

                    entry = new MendedMarkup(_tokens.Tag, _contexts.Peek().Context, _declared);
                    isDone = _tokens.Tag.IsEmpty;
                    break;
                case FeedTokens.Kind.Start when entry is not null:
                    entry.Start(_tokens.Tag);
                    break;
                case FeedTokens.Kind.Start:
                    StartInHead(_tokens.Tag);
                    break;
                case FeedTokens.Kind.End when entry is not null:
                    isDone = Ends(entry, _tokens.Value.Span);
                    break;
                case FeedTokens.Kind.Text or FeedTokens.Kind.Section:
                    (entry ?? _head).Text(_tokens.Value.Span, isPlain: _tokens.Current == FeedTokens.Kind.Section);
                    break;
            }

            if (isDone)
            {
                yield return new FeedPart(entry!);
                entry = null;
            }

            if (_tokens.Current == FeedTokens.Kind.End && entry is null && EndsInHead(_tokens.Value.Span))
            {
                yield break;
            }
        }

        if (entry is not null)
        {
            yield return new FeedPart(entry, IsCut: true);
        }
    }

    /// <summary>All but the entries, once those are read.</summary>
    public string Head() => _head.Finish();

    // Inside an entry only one of the same name is the next, which means that this one was left open.
    bool IsEntry(FeedTag tag, MendedMarkup? entry) => entry is not null
        ? tag.Name == entry.Root.Name
        : tag.LocalName.Equals(IsAtom ? "entry" : "item", StringComparison.OrdinalIgnoreCase);

    void StartInHead(FeedTag tag)
    {
        Declare(tag);
        _head.Start(tag);
        var context = _contexts.Peek().Context;
        if (context.Inside(tag) is { } inside && !ReferenceEquals(inside, context) && !tag.IsEmpty)
        {
            _contexts.Push((_head.Levels, inside));
        }
    }

    void Declare(FeedTag tag)
    {
        foreach (var (name, value) in tag.Attributes)
        {
            if (!name.StartsWith("xmlns:", StringComparison.Ordinal) || _declared.Count == MendedMarkup.MostPrefixes)
            {
                continue;
            }

            var address = FeedCharacters.Mended(value);
            if (FeedNamespaces.IsUsable(name[6..], address))
            {
                _declared.TryAdd(name[6..], address);
            }
        }
    }

    // Whether the end tag is the entry's, or one of what is around it.
    bool Ends(MendedMarkup entry, ReadOnlySpan<char> name)
    {
        if (entry.IsOpen(name))
        {
            entry.End(name);
            return false;
        }

        return entry.IsRoot(name) || _head.IsOpen(name) || _head.IsRoot(name);
    }

    // Whether the end tag is the root's.
    bool EndsInHead(ReadOnlySpan<char> name)
    {
        if (!_head.IsOpen(name))
        {
            return _head.IsRoot(name);
        }

        _head.End(name);
        while (_contexts.Peek().Level > _head.Levels)
        {
            _contexts.Pop();
        }

        return false;
    }
}
