using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Math;
using MathRunText = DocumentFormat.OpenXml.Math.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>A formula on one line: its characters, and the signs that Word draws instead of storing.</summary>
static class MathText
{
    public static bool Is(OpenXmlElement element) => element is OfficeMath or Paragraph;

    public static void Append(OpenXmlElement element, StringBuilder text)
    {
        switch (element)
        {
            case MathRunText run:
                text.Append(run.Text);
                break;
            case Fraction fraction:
                AppendAll(fraction.Numerator, text);
                text.Append('/');
                AppendAll(fraction.Denominator, text);
                break;
            case Radical radical:
                text.Append('√');
                AppendAll(radical.Base, text);
                break;
            case Nary nary:
                text.Append(nary.NaryProperties?.AccentChar?.Val?.InnerText ?? "∫");
                AppendAll(nary, text);
                break;
            case Delimiter delimiter:
                var properties = delimiter.DelimiterProperties;
                text.Append(properties?.BeginChar?.Val?.InnerText ?? "(");
                AppendAll(delimiter, text);
                text.Append(properties?.EndChar?.Val?.InnerText ?? ")");
                break;
            default:
                AppendAll(element, text);
                break;
        }
    }

    static void AppendAll(OpenXmlElement? parent, StringBuilder text)
    {
        foreach (var child in parent?.ChildElements.AsEnumerable() ?? [])
        {
            Append(child, text);
        }
    }
}
