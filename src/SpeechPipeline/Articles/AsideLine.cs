using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>
/// Lines in a web page that are not part of the article: texts of buttons, dates of publication, offers,
/// picture credits. Only whole lines count, and only in web pages: in a book, "See more" is text.
/// </summary>
static partial class AsideLine
{
    const int Longest = 160;

    public static bool Is(string words) =>
        words.Length <= Longest && (!SpokenText.HasSpeech(words) || LoneNumber().IsMatch(words) || Button().IsMatch(words) || Stamp().IsMatch(words)
            || Credit().IsMatch(words) || Offer().IsMatch(words) || InCapitals().IsMatch(words));

    [GeneratedRegex(@"^[\s\p{P}\p{S}]*\d{1,3}[\s\p{P}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex LoneNumber();

    [GeneratedRegex(
        @"^[\W_]*((\d+ )?(listen|share|follow|like|tweet|pin|print|save|bookmark|copy link|reply|report|menu|search|close|advert(isement)?s?|sponsored|promoted|ad|loading|play|pause|mute)"
        + @"|\d+[ -]min(ute)?s?([ -]read)?|\d+ (shares?|likes?|views?|claps?|retweets)|min(ute)?s? read|share (this|on)( (article|post|story|page))?( (on|via|to) \w+)?|share ?: .{0,80}|follow us( on .{1,40})?"
        + @"|log in|sign in|sign up|subscribe( now| today| here)?|join now|back to( the)? top|top of page|skip to (main )?content|jump to .{1,30}|view in (your )?browser|view (this )?(e-?mail )?(in|online).{0,30}"
        + @"|opens? in (a )?new (tab|window)|link is external|click (here|to)( .{0,80})?|tap here.{0,60}|page \d+( of \d+)?([\s\d,|]|next|previous|prev)*|next( page| article)?|previous( page| article)?|(read|learn|show|see|view|load) more|continue reading.{0,40}"
        + @"|(story|article) continues below( advertisement)?|table of contents|download( pdf)?|teilen|drucken|merken|anzeige|werbung|mehr lesen|partager|imprimer|publicité|compartir|publicidad|compartilhar|publicidade|condividi|pubblicità|delen|advertentie|поделиться|реклама)[\W_]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Button();

    [GeneratedRegex(
        @"^\W*(((first )?published|updated|posted|last (updated|modified|edited|changed)|created|tags|filed under|categor(y|ies)|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|обновлено)\b\W*((at|on|am|le|el|em|il|op|by [^.!?]{1,40}?( on| at|[,|]))\b)?\W*(\p{L}{2,10}\.?,? ){0,2}\d[^!?]{0,80}"
        + @"|(tags|filed under|categories) ?: [^.!?]{1,120}|\d+ (second|minute|hour|day|week|month|year)s? ago)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();

    [GeneratedRegex(
        @"^\W*((photo(graph)?|picture|image|illustration|foto|bild|abbildung|crédits?( photo)?|credit|photo credit|image credit|fotografía|imagen|imagem|immagine|beeld|фото)( credits?)?( ?[:/©]| by| via| courtesy of| von| de| di) ?(?-i:\p{Lu})[^!?]{1,60})\W*$|^\W*(getty images|shutterstock|reuters|ap photo|afp)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credit();

    [GeneratedRegex(
        @"^(.{0,80}\bunsubscribe\b.{0,80}|.{0,60}\bmanage (your )?(preferences|subscriptions?)\b.{0,60}|(please )?(enable|turn on) javascript.{0,80}|(sign up|subscribe) (for|to) (our|the|my|this)\b.{0,100}|get (our|the) .{0,40}newsletter.{0,60}"
        + @"|already (a|have) .{0,30}(subscriber|account|member)\b.{0,40}|this (article|story|content) is (only )?for (paying )?(subscribers|members).{0,40}|you get this (e-?mail |message )?because.{0,100}|you are receiving this.{0,110}|all rights reserved.{0,60}|alternative text not available.{0,40})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offer();

    // "READ MORE: …", "MORE: …", "RELATED: …": cross-links in capitals.
    [GeneratedRegex(@"^\W*(READ( MORE| ALSO| NEXT)?|MORE( ON THIS| NEWS)?|RELATED|SEE ALSO|WATCH|LISTEN|DON.T MISS|SUBSCRIBE|CLICK HERE|ALSO READ) ?[:|–—-]\s?.{0,140}$|^CLICK HERE.{0,140}$", RegexOptions.CultureInvariant)]
    private static partial Regex InCapitals();
}
