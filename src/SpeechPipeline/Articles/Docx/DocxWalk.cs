using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using SpeechPipeline.Articles.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Turns the paragraphs and tables of a Word document into blocks.</summary>
/// <param name="heading">Called with each heading and its level; null: headings are ordinary blocks, as in a table cell.</param>
sealed class DocxWalk(ChapterList chapters, DocxContext context, Action<int, string>? heading = null)
{
    /// <summary>The level of a paragraph that is the document's title.</summary>
    public const int TitleLevel = 0;

    public void Walk(OpenXmlElement block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                AddParagraph(paragraph);
                break;
            case Table table:
                AddTable(table);
                break;
            case SdtElement control:
                if (!ContentControl.IsUnspoken(control.SdtProperties, context.Settings) && ContentControl.ContentOf(control) is { } content)
                {
                    WalkChildren(content);
                }

                break;
            case DeletedRun or MoveFromRun:
                break;
            case DocumentFormat.OpenXml.Math.Paragraph formula:
                AddParagraph(new Paragraph(formula.CloneNode(true)));
                break;
            default:
                foreach (var chosen in block.LocalName == "AlternateContent" ? AlternateContents.ChosenFrom(block) : block.ChildElements)
                {
                    Walk(chosen);
                }

                break;
        }
    }

    /// <summary>Adds the words that are left at the end.</summary>
    /// <exception cref="UnreadableArticleException">A field never ends, so the text after it was taken for a part of it.</exception>
    public void Close()
    {
        if (context.Fields.IsOpen)
        {
            throw new UnreadableArticleException("The Word document is damaged: a field in it begins and never ends. Open it in Word, update or remove its fields, save it and submit it again.");
        }

        chapters.Add(new Block(BlockKind.Paragraph, context.Carried));
    }

    public void WalkChildren(OpenXmlElement parent)
    {
        foreach (var child in parent.ChildElements)
        {
            Walk(child);
        }
    }

    void AddParagraph(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var style = context.Styles.OfParagraph(properties?.ParagraphStyleId?.Val?.InnerText);
        // Always read, because a field may begin or end in it.
        var text = ParagraphText.Read(paragraph, style, context);
        if (IsUnspoken(style.Role))
        {
            return;
        }

        var mark = properties?.ParagraphMarkRunProperties;
        if (mark?.GetFirstChild<Deleted>() is not null || mark?.GetFirstChild<MoveFrom>() is not null || properties?.FrameProperties?.DropCap?.InnerText is "drop" or "margin")
        {
            context.Carried += string.Join(' ', text.Parts);
        }
        else
        {
            AddWords(text, style, properties);
        }

        foreach (var picture in context.Settings.Captions ? text.Pictures : [])
        {
            chapters.Add(new Block(BlockKind.Paragraph, SpokenText.WithStop(picture)));
        }

        foreach (var box in text.Boxes)
        {
            new DocxWalk(chapters, context).WalkChildren(box);
        }
    }

    void AddWords(ParagraphText text, DocxStyle style, ParagraphProperties? properties)
    {
        var numbering = properties?.NumberingProperties;
        var label = context.Numbering.Count(
            numbering?.NumberingId?.Val?.InnerText ?? style.Numbering, numbering?.NumberingLevelReference?.Val.Whole() ?? style.NumberingLevel ?? 0);
        string[] parts = context.Carried.Length == 0
            ? [.. text.Parts.Select(SpokenText.Normalize)]
            : [SpokenText.Normalize(context.Carried + string.Join(' ', text.Parts))];
        context.Carried = "";
        var level = style.Role == DocxRole.Title ? TitleLevel : LevelOf(properties, style);
        if (parts.Length == 0 || parts is [var only] && PlainTextLine.Of(only).IsSceneBreak)
        {
            if (parts.Length > 0 || text.HasRule || properties?.ParagraphBorders?.BottomBorder is not null)
            {
                chapters.Add(Block.SceneBreak);
            }
        }
        else if (level is { } depth)
        {
            AddHeading(depth, Labelled(label, string.Join(' ', parts), isItem: false));
        }
        else if (style.Role == DocxRole.Subtitle)
        {
            chapters.Add(new Block(BlockKind.Heading, string.Join(' ', parts)));
        }
        else
        {
            AddRunningText(parts, label, style);
        }
    }

    // The paragraph's own outline level takes precedence over that of the style; 0 means that the paragraph is not a heading.
    static int? LevelOf(ParagraphProperties? properties, DocxStyle style) => (DocxStyles.LevelOf(properties?.OutlineLevel) ?? style.Level) is > 0 and var level ? level : null;

    void AddRunningText(string[] parts, string? label, DocxStyle style)
    {
        var kind = label is not null ? BlockKind.ListItem : style.Role == DocxRole.Quote ? BlockKind.Quote : BlockKind.Paragraph;
        foreach (var part in parts)
        {
            chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(Labelled(label, part, isItem: true)) : part));
            label = kind == BlockKind.ListItem ? "" : null;
        }
    }

    void AddHeading(int level, string text)
    {
        if (heading is null)
        {
            chapters.Add(new Block(BlockKind.Heading, text));
        }
        else
        {
            heading(level, text);
        }
    }

    void AddTable(Table table)
    {
        var rows = DocxTable.RowsOf(table);
        if (!DocxTable.IsData(table, rows))
        {
            foreach (var cell in rows.SelectMany(row => row.Cells).Where(cell => !cell.IsContinued))
            {
                WalkChildren(cell.Element);
            }

            return;
        }

        foreach (var row in DocxTable.Speak(table, rows, CellText, context.Styles))
        {
            chapters.Add(new Block(BlockKind.TableRow, row));
        }
    }

    // A cell is one run of words, whatever blocks it is made of.
    string CellText(OpenXmlElement cell)
    {
        var inner = new ChapterList();
        new DocxWalk(inner, context).WalkChildren(cell);
        return string.Join(' ', inner.Close().SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    bool IsUnspoken(DocxRole role) => role switch
    {
        DocxRole.Caption => !context.Settings.Captions,
        DocxRole.Contents or DocxRole.Sources => !context.Settings.IncludeMatter,
        DocxRole.Code => true,
        _ => false,
    };

    // "1.2" before a heading is read as it is; a label with letters would run into the words: "Chapter 1. Home".
    static string Labelled(string? label, string text, bool isItem)
    {
        if (string.IsNullOrEmpty(label))
        {
            return text;
        }

        var isOpen = char.IsLetterOrDigit(label[^1]) && (isItem || label.Any(char.IsLetter));
        return $"{label}{(isOpen ? "." : "")} {text}";
    }
}
