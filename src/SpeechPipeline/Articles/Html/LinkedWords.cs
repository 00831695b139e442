using System.Text;
using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Which words of a paragraph are links, and whether the paragraph is there for them alone: "Comments (5 posted)", "Read more",
/// "See also: another page". Those lead away from the article and are no part of it.
/// </summary>
sealed partial class LinkedWords
{
    // Real lines have fewer links, and the search examines each.
    const int Most = 20;
    const int LongestAside = 400;

    readonly List<(int Start, int End)> _links = [];

    /// <summary>A link whose words begin at <paramref name="start"/> and end the text so far.</summary>
    public void Add(StringBuilder text, int start)
    {
        // If the text was flushed inside the link, the link had a block in it: a card, a picture with a caption.
        if (start < text.Length && !(_links is [.., var last] && start < last.End))
        {
            _links.Add((start, text.Length));
        }
    }

    public void Clear() => _links.Clear();

    public bool AreAside(StringBuilder text)
    {
        if (_links.Count is 0 or > Most || text.Length > LongestAside || _links[^1].End > text.Length)
        {
            return false;
        }

        var all = text.ToString();
        // From the last to the first, so that the places stay right.
        var between = new StringBuilder(all);
        foreach (var (start, end) in _links.AsEnumerable().Reverse())
        {
            between.Remove(start, end - start).Insert(start, ' ');
        }

        var outside = SpokenText.Normalize(between.ToString());
        return SpokenText.HasSpeech(outside) ? Lead().IsMatch(outside) : _links.Exists(link => Invitation().IsMatch(SpokenText.Normalize(all[link.Start..link.End])));
    }

    [GeneratedRegex(
        @"^[-–—→»>•\s]*(read|see|read also|also read|read more|read next|see also|related|related articles?|main articles?|further information|more on this|recommended|"
        + @"lire|lire aussi|à lire|à lire aussi|voir aussi|article détaillé|lesen sie auch|lesen sie dazu|siehe auch|mehr zum thema|hauptartikel|"
        + @"leia|leia também|leia mais|veja também|lea también|lee también|leer también|véase también|leggi anche|lees ook|zie ook|читайте также|см\. также|相关阅读|関連記事)\s?[:：]?([\s,;|·/]|\b(and|und|et|y|e|и)\b)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^(((no|\d[\d.,]*) )?(comments?|replies|responses|commentaires?|kommentare?|comentarios?|comentários?|commenti|reacties|комментари(и|й|ев))( ?\(?\d[\d.,]*( (posted|new))?\)?)?|"
        + @"(leave|post|add|write|view|show|read)( a| all)? (comments?|reply|replies)|(learn|read|find out|see|show) more|more|continue reading|keep reading|next page|previous page|back to top|"
        + @"en savoir plus|lire la suite|lire plus|mehr erfahren|mehr lesen|weiterlesen|weiter lesen|saiba mais|leia mais|más información|leer más|seguir leyendo|leggi tutto|lees meer|lees verder|подробнее|читать далее)"
        + @"[\s.…:»›>→]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Invitation();
}
