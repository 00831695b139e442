using System.Text;
using AngleSharp.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>A run of text of a page: a paragraph, a heading, an item, a table. Counts are of letters and digits.</summary>
sealed class PageBlock(PageBox box)
{
    const int FewLetters = 80;
    const int ProseLetters = 60;
    const double MostLinkedOfProse = 0.4;

    readonly List<IText> _texts = [];
    char _last;

    public PageBox Box { get; } = box;

    public int Letters { get; private set; }

    public int Linked { get; private set; }

    public int Marks { get; private set; }

    /// <summary>Whether it is in the article that Readability finds.</summary>
    public bool IsPicked { get; set; }

    public double LinkDensity => (double)Linked / Math.Max(1, Letters);

    public bool EndsInStop => _last is '.' or '!' or '?' or '。' or '！' or '？' or '…' or ':' or '"' or '”' or ')';

    public bool IsProse => Letters > ProseLetters && LinkDensity < MostLinkedOfProse && Marks > 0;

    public bool IsShort => Letters < FewLetters;

    public string Text()
    {
        var text = new StringBuilder();
        _texts.ForEach(part => text.Append(part.Data).Append(' '));
        return SpokenText.Normalize(text.ToString());
    }

    public void Add(IText text, bool linked)
    {
        _texts.Add(text);
        foreach (var c in text.Data)
        {
            _last = char.IsWhiteSpace(c) ? _last : c;
            var isLetter = char.IsLetterOrDigit(c);
            Letters += isLetter ? 1 : 0;
            Linked += isLetter && linked ? 1 : 0;
            Marks += c is ',' or '.' or ';' or ':' or '?' or '!' or '、' or '。' or '，' ? 1 : 0;
        }
    }

    /// <summary>Takes the words out of the page.</summary>
    public void Empty() => _texts.ForEach(text => text.Data = "");
}
