using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using SpeechPipeline.Articles.Formulas;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Walks an HTML tree and turns it into blocks. Recursion is safe: <see cref="HtmlParsing"/> bounds the depth. Children are
/// visited by index, since asking a node for its next sibling searches its parent's list.
/// </summary>
/// <param name="chapters">Where the blocks go.</param>
/// <param name="settings">The parts to read besides running text.</param>
/// <param name="marks">Where chapters begin.</param>
/// <param name="skips">Elements that are passed over besides those of <see cref="Unspoken"/>.</param>
/// <param name="asides">Lines that are none of the text, where they stand by themselves; in a book there are none.</param>
sealed class BlockWalk(
    ChapterList chapters, ReadingSettings settings, ChapterMarks marks, Func<IElement, bool>? skips = null, Func<string, bool>? asides = null)
{
    // An image that stands for a letter (a drop capital) or a pictograph is a part of its sentence.
    const int LongestLetterImage = 3;

    readonly StringBuilder _text = new();
    readonly LinkedWords _links = new();
    readonly PreformattedPages _pages = new();
    string _lead = "";
    string _initial = "";

    public void Walk(IElement root)
    {
        VisitChildren(root, BlockKind.Paragraph);
        Flush(BlockKind.Paragraph);
        FlushPages(BlockKind.Paragraph);
    }

    void VisitChildren(INode parent, BlockKind kind)
    {
        var children = parent.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            Visit(children[i], kind);
        }
    }

    void Visit(INode node, BlockKind kind)
    {
        if (node is IText text)
        {
            AddText(text.Data, kind);
        }
        else if (node is not IElement element)
        {
            return;
        }
        else if (!Unspoken.Is(element) && skips?.Invoke(element) != true)
        {
            VisitElement(element, kind);
        }
    }

    void AddText(string text, BlockKind kind)
    {
        if (!_pages.IsEmpty && !string.IsNullOrWhiteSpace(text))
        {
            FlushPages(kind);
        }

        _text.Append(_initial.Length > 0 ? text.AsSpan().TrimStart() : text);
        _initial = string.IsNullOrWhiteSpace(text) ? _initial : "";
    }

    void VisitElement(IElement element, BlockKind kind)
    {
        // Between two pages there may be a rule.
        if (!_pages.IsEmpty && element.LocalName == "hr" && element.ClassList.Contains("noprint"))
        {
            return;
        }

        if (!_pages.IsEmpty && !PreformattedPages.IsPage(element))
        {
            FlushPages(kind);
        }

        if (marks.Begins(element))
        {
            Flush(kind);
            marks.Enter(element);
        }

        switch (element.LocalName)
        {
            case var _ when Unspoken.IsCaption(element):
                if (settings.Captions)
                {
                    Enclose(element, kind, BlockKind.Paragraph);
                }

                break;
            case "br":
                BreakLine(kind);
                break;
            case "hr":
                Flush(kind);
                chapters.Add(Block.SceneBreak);
                break;
            case "p" when Spacer.Is(element):
                Flush(kind);
                chapters.AddSpacer();
                break;
            case "sup" or "sub":
                AddRaised(element, kind);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush(kind);
                AddHeading(element, kind);
                break;
            case "blockquote":
                Enclose(element, kind, kind == BlockKind.ListItem ? kind : BlockKind.Quote);
                break;
            case "ul" or "ol":
                Flush(kind);
                AddList(element, kind);
                break;
            case "li" or "dt" or "dd":
                Enclose(element, kind, BlockKind.ListItem);
                break;
            case "table":
                Flush(kind);
                AddTable(element, kind);
                break;
            case "pre":
                Flush(kind);
                AddPreformatted(element, kind);
                break;
            case "img":
                AddImage(element, kind);
                break;
            case "math":
                _text.Append(MathMlFormula.Read(element));
                break;
            case "a" when ReferenceMark.IsBehindWord(element, LastOf(_text)):
                break;
            case "a" when element.HasAttribute("href"):
                var start = _text.Length;
                VisitChildren(element, kind);
                _links.Add(_text, start);
                break;
            case "q":
                _text.Append('“');
                VisitChildren(element, kind);
                _text.Append('”');
                break;
            case "span" or "b" or "i" or "em" or "strong" or "small" when ReferenceMark.IsPrintedPage(ShortTextOf(element)):
                break;
            case "span" or "div" or "p" or "b" or "i" when DropCap.LetterOf(element) is { } initial:
                if (element.LocalName is "div" or "p")
                {
                    Flush(kind);
                }

                _text.Append(initial);
                _initial = initial;
                break;
            default:
                if (IsBlock(element.LocalName))
                {
                    Enclose(element, kind, kind);
                }
                else
                {
                    VisitChildren(element, kind);
                }

                break;
        }
    }

    void Enclose(IElement element, BlockKind outside, BlockKind inside)
    {
        // A large letter that stands in an element of its own begins the paragraph after it.
        if (!(_initial.Length > 0 && _text.Length == _initial.Length))
        {
            Flush(outside);
        }

        VisitChildren(element, inside);
        Flush(inside);
        FlushPages(inside);
    }

    void Flush(BlockKind kind)
    {
        if (_text.Length == 0)
        {
            return;
        }

        var isAside = asides is not null && _links.AreAside(_text);
        var words = isAside ? "" : SpokenText.Normalize(LineEnds.Spoken(TexFormula.ReadAllIn(WebAddress.Shorten(_text.ToString()))));
        _text.Clear();
        _links.Clear();
        if (words.Length == 0)
        {
            return;
        }

        if (kind is BlockKind.Paragraph or BlockKind.Quote && Spacer.IsOrnament(words))
        {
            chapters.Add(Block.SceneBreak);
            return;
        }

        if (kind == BlockKind.Paragraph && asides?.Invoke(words) == true)
        {
            return;
        }

        chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(_lead + words) : words));
        _lead = "";
    }

    // Two breaks with nothing between them part paragraphs.
    void BreakLine(BlockKind kind)
    {
        var at = _text.Length - 1;
        while (at >= 0 && _text[at] is ' ' or '\t' or '\r')
        {
            at--;
        }

        if (at >= 0 && _text[at] == '\u2028')
        {
            Flush(kind);
        }
        else
        {
            _text.Append('\u2028');
        }
    }

    void AddHeading(IElement element, BlockKind kind)
    {
        VisitChildren(element, BlockKind.Heading);
        var words = SpokenText.Normalize(LineEnds.OfHeading(TexFormula.ReadAllIn(_text.ToString())));
        _text.Clear();
        _links.Clear();
        if (words.Length == 0)
        {
            words = SpokenText.Normalize(element.QuerySelector("img[alt]")?.GetAttribute("alt") ?? "");
        }

        if (!SpokenText.HasSpeech(words))
        {
            if (Spacer.IsOrnament(words))
            {
                chapters.Add(Block.SceneBreak);
            }
            else if (element.QuerySelector("img") is not null)
            {
                marks.Picture("");
            }

            return;
        }

        if (asides is not null && AsideLine.IsHeading(words))
        {
            return;
        }

        words = RomanNumber.Spoken(element, words);

        if (kind == BlockKind.Paragraph)
        {
            marks.Heading(element.LocalName[1] - '0', words);
        }
        else
        {
            chapters.Add(new Block(BlockKind.Heading, words));
        }
    }

    void AddList(IElement list, BlockKind kind)
    {
        var isNumbered = list.LocalName == "ol" && !Unspoken.SemanticsOf(list).Contains("index");
        var number = int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var children = list.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is not IElement { LocalName: "li" } li)
            {
                Visit(children[i], kind);
                continue;
            }

            if (isNumbered)
            {
                _lead = $"{(int.TryParse(li.GetAttribute("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? number = own : number)}. ";
            }

            Visit(li, kind);
            number++;
            _lead = "";
        }
    }

    void AddTable(IElement table, BlockKind kind)
    {
        if (!HtmlTable.IsData(table))
        {
            Enclose(table, kind, kind);
            return;
        }

        foreach (var caption in table.Children.Where(child => child.LocalName == "caption"))
        {
            Visit(caption, kind);
        }

        foreach (var row in HtmlTable.RowsOf(table, CellText))
        {
            chapters.Add(new Block(BlockKind.TableRow, row));
        }
    }

    string CellText(IElement cell)
    {
        // A cell is one run of words, whatever blocks it is made of.
        var inner = new ChapterList();
        new BlockWalk(inner, settings, new HeadingChapters(inner, null), skips).Walk(cell);
        return string.Join(' ', inner.Close().SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    // Verse and letters that are set as they were typed are read; programs are not.
    void AddPreformatted(IElement pre, BlockKind kind)
    {
        if (Unspoken.IsCode(pre))
        {
            return;
        }

        _pages.Add(pre);
    }

    void FlushPages(BlockKind kind)
    {
        if (_pages.IsEmpty)
        {
            return;
        }

        foreach (var chapter in _pages.Take())
        {
            var begins = kind == BlockKind.Paragraph && chapter.Title is not null;
            if (begins)
            {
                marks.Heading(2, chapter.Title!);
            }

            foreach (var block in chapter.Blocks.Skip(begins ? 1 : 0))
            {
                chapters.Add(kind == BlockKind.Paragraph ? block : block with { Kind = kind });
            }
        }
    }

    void AddImage(IElement image, BlockKind kind)
    {
        var alternative = DropCap.Alternative(SpokenText.Normalize(image.GetAttribute("alt") ?? ""));
        if (alternative.Length <= LongestLetterImage)
        {
            _text.Append(alternative);
        }
        else if (kind != BlockKind.Heading && _text.Length == 0 && marks.Picture(alternative))
        {
            return;
        }
        else if (settings.Captions && kind != BlockKind.Heading && !Spacer.IsNoAlternative(alternative))
        {
            Flush(kind);
            chapters.Add(new Block(BlockKind.Paragraph, SpokenText.WithStop(alternative)));
        }
    }

    // Superscripts and subscripts become raised or lowered characters.
    void AddRaised(IElement element, BlockKind kind)
    {
        var start = _text.Length;
        VisitChildren(element, kind);
        if (_text.Length <= start)
        {
            return;
        }

        var raised = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        var before = LastOf(_text);
        _text.Append(element.LocalName == "sup" ? RaisedText.Above(raised, before) : RaisedText.Below(raised, before));
    }

    static char LastOf(StringBuilder text) => text.Length > 0 ? text[^1] : ' ';

    // The text of an element whose only child is text.
    static string ShortTextOf(IElement element) => element.ChildNodes is { Length: 1 } nodes && nodes[0] is IText { Length: <= 24 } text ? text.Data : "";

    /// <summary>Whether an element of that name stands by itself and has no meaning of its own here.</summary>
    internal static bool IsBlock(string name) => name is "p" or "div" or "section" or "article" or "main" or "header" or "footer" or "aside"
        or "figure" or "address" or "dl" or "details" or "summary" or "center" or "fieldset" or "legend" or "hgroup" or "body" or "form"
        or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot" or "optgroup" or "search" or "dir" or "listing" or "xmp" or "marquee";
}
