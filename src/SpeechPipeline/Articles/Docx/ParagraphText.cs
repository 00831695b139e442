using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using SpeechPipeline.Text;
using RunText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// The words and other contents of one paragraph. Recursion is safe: <see cref="DocxMarkup"/> bounds the depth. Not read: text that
/// was deleted under revision control, is hidden or is struck out; marks of notes and of comments; codes of fields.
/// </summary>
sealed class ParagraphText
{
    const int LongestMark = 4;
    const string ShapeNamespace = "urn:schemas-microsoft-com:vml";

    readonly DocxContext _context;
    readonly DocxStyle _style;
    readonly StringBuilder _text = new();
    readonly List<string> _parts = [];
    int _silent;

    ParagraphText(DocxContext context, DocxStyle style) => (_context, _style) = (context, style);

    /// <summary>The words, split at page breaks and empty lines; without invisible pieces, but with white space at the ends.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>The author's descriptions of its pictures.</summary>
    public List<string> Pictures { get; } = [];

    /// <summary>The text boxes that are anchored in it.</summary>
    public List<OpenXmlElement> Boxes { get; } = [];

    /// <summary>Whether a horizontal rule is drawn in it.</summary>
    public bool HasRule { get; private set; }

    /// <summary>Whether all words are bold.</summary>
    public bool IsBold { get; private set; } = true;

    public static ParagraphText Read(Paragraph paragraph, DocxStyle style, DocxContext context)
    {
        var read = new ParagraphText(context, style);
        read.VisitChildren(paragraph);
        read.Part();
        return read;
    }

    void VisitChildren(OpenXmlElement parent)
    {
        foreach (var child in parent.ChildElements)
        {
            Visit(child);
        }
    }

    void Visit(OpenXmlElement element)
    {
        switch (element)
        {
            case ParagraphProperties or RunProperties or DeletedRun or MoveFromRun or SdtProperties or RubyProperties or RubyContent:
                break;
            // A raised number that links to another place in the document is the mark of a note.
            case Hyperlink { Anchor: not null } link when IsRaisedMark(link):
                break;
            case Run run:
                VisitRun(run);
                break;
            case RunText text:
                Append(text.Text);
                break;
            case TabChar or PositionalTab:
                Append(" ");
                break;
            case Break { Type.InnerText: "page" or "column" }:
                Part();
                break;
            case Break or CarriageReturn:
                BreakLine();
                break;
            case NoBreakHyphen:
                Append("-");
                break;
            case SymbolChar symbol:
                Append(SymbolFont.Read(symbol.Font?.InnerText, symbol.Char?.InnerText));
                break;
            case FieldChar mark:
                VisitFieldMark(mark.FieldCharType?.InnerText);
                break;
            case FieldCode code:
                _context.Fields.AddCode(code.Text);
                break;
            case SimpleField field:
                VisitSilently(field, !_context.Fields.IsSpoken(field.Instruction?.InnerText ?? ""));
                break;
            case SdtRun control:
                VisitSilently(control, ContentControl.IsUnspoken(control.SdtProperties, _context.Settings));
                break;
            case TextBoxContent box:
                AddBox(box);
                break;
            case DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties picture:
                AddPicture(picture.Description?.InnerText);
                break;
            default:
                VisitOther(element);
                break;
        }
    }

    static bool IsRaisedMark(Hyperlink link) =>
        link.InnerText.AsSpan().Trim().Length is > 0 and <= LongestMark
        && link.Elements<Run>().Any(run => run.RunProperties?.VerticalTextAlignment?.Val?.InnerText == "superscript");

    void VisitOther(OpenXmlElement element)
    {
        if (MathText.Is(element))
        {
            var formula = new StringBuilder();
            MathText.Append(element, formula);
            Append(formula.ToString());
        }
        else if (element.LocalName == "AlternateContent")
        {
            foreach (var chosen in AlternateContents.ChosenFrom(element))
            {
                Visit(chosen);
            }
        }
        else
        {
            if (element.NamespaceUri == ShapeNamespace)
            {
                VisitShape(element);
            }

            VisitChildren(element);
        }
    }

    void VisitRun(Run run)
    {
        var properties = run.RunProperties;
        var style = _context.Styles.Of(properties?.RunStyle?.Val?.InnerText);
        var isHidden = properties?.Vanish.IsOn() ?? style.IsHidden ?? _style.IsHidden ?? false;
        var isStruck = DocxStyles.IsStruckOut(properties?.Strike, properties?.DoubleStrike) ?? style.IsStruck ?? _style.IsStruck ?? false;
        var before = _text.Length;
        VisitSilently(run, isHidden || isStruck);
        if (_text.Length <= before)
        {
            return;
        }

        IsBold &= properties?.Bold.IsOn() ?? style.IsBold ?? _style.IsBold ?? false;
        _context.Languages.Add(_text.ToString(before, _text.Length - before), properties?.Languages);
    }

    // Fields begin and end in hidden runs too.
    void VisitSilently(OpenXmlElement element, bool isSilent)
    {
        _silent += isSilent ? 1 : 0;
        VisitChildren(element);
        _silent -= isSilent ? 1 : 0;
    }

    void VisitFieldMark(string? type)
    {
        switch (type)
        {
            case "begin":
                _context.Fields.Begin();
                break;
            case "separate":
                _context.Fields.Separate();
                break;
            case "end":
                _context.Fields.End();
                break;
        }
    }

    // The picture formats from before 2007, which are still written beside the newer ones.
    void VisitShape(OpenXmlElement shape)
    {
        foreach (var attribute in shape.GetAttributes())
        {
            if (attribute.LocalName == "alt")
            {
                AddPicture(attribute.Value);
            }
            else if (attribute.LocalName == "hr" && attribute.Value is "t" or "true")
            {
                HasRule = true;
            }
        }
    }

    void AddBox(TextBoxContent box)
    {
        if (_silent == 0 && !_context.Fields.IsSilent)
        {
            Boxes.Add(box);
        }
    }

    void AddPicture(string? alternative)
    {
        if (_silent == 0 && !_context.Fields.IsSilent && SpokenText.Normalize(alternative ?? "") is { Length: > 0 } text)
        {
            Pictures.Add(text);
        }
    }

    void Append(string text)
    {
        if (_silent == 0 && !_context.Fields.IsSilent)
        {
            _text.Append(text);
        }
    }

    // Two breaks with nothing between them separate paragraphs, as in a web page.
    void BreakLine()
    {
        var at = _text.Length - 1;
        while (at >= 0 && _text[at] is ' ' or '\t')
        {
            at--;
        }

        if (at >= 0 && _text[at] == '\u2028')
        {
            Part();
        }
        else
        {
            Append("\u2028");
        }
    }

    void Part()
    {
        var words = WebAddress.Shorten(_text.ToString());
        if (SpokenText.Normalize(words).Length > 0)
        {
            _parts.Add(words);
        }

        _text.Clear();
    }
}
