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
    const int LongestDisclosure = 500;

    public static bool Is(string words) =>
        (words.Length <= LongestDisclosure && Disclosure().IsMatch(words))
        || (words.Length <= Longest && (!SpokenText.HasSpeech(words) || LoneNumber().IsMatch(words) || Button().IsMatch(words) || Stamp().IsMatch(words)
            || Credit().IsMatch(words) || Offer().IsMatch(words) || InCapitals().IsMatch(words) || Byline().IsMatch(words)));

    /// <summary>Whether a heading only offers something, or only says who wrote the page.</summary>
    public static bool IsHeading(string words) => words.Length <= Longest && (Offer().IsMatch(words) || Byline().IsMatch(words));

    [GeneratedRegex(@"^[\s\p{P}\p{S}]*\d{1,3}[\s\p{P}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex LoneNumber();

    [GeneratedRegex(
        @"^[\W_]*((\d+ )?(listen|share|follow|like|tweet|pin|print|save|bookmark|copy link|reply|report|menu|search|close|advert(isement)?s?|sponsored|promoted|ad|loading|play|pause|mute)"
        + @"|\d+[ -]min(ute)?s?([ -]read)?|\d+ (shares?|likes?|views?|claps?|retweets)|min(ute)?s? read|share (this|on)( (article|post|story|page))?( (on|via|to) \w+)?|share ?: .{0,80}|follow us( on .{1,40})?"
        + @"|log in|sign in|sign up|subscribe( now| today| here)?|join now|back to( the)? top|top of page|skip to (main )?content|jump to .{1,30}|view in (your )?browser|view (this )?(e-?mail )?(in|online).{0,30}"
        + @"|opens? in (a )?new (tab|window)|link is external|click (here|to)( .{0,80})?|tap here.{0,60}|page \d+( of \d+)?([\s\d,|]|next|previous|prev)*|next( page| article)?|previous( page| article)?|(read|learn|show|see|view|load) more|continue reading.{0,40}"
        + @"|(buy|shop|book|order|apply|register|enroll|donate|download|start|reserve) (now|today|here|tickets|online)|get (started|it now|a (free )?(quote|demo)|tickets)|request a (free )?(quote|demo|consultation)|(start|try)( it| your)?( for)? free( trial)?"
        + @"|(check|see|view) (the )?(latest |current )?(price|deal|offer|list|details)s?( (at|on) .{1,30})?|(buy|shop|view|get|see) (it |this )?(at|on|from) [^.!?]{1,30}|add to cart|contact us( today| now)?|(story|article) continues below( advertisement)?|table of contents|download( pdf)?|teilen|drucken|merken|anzeige|werbung|mehr lesen|partager|imprimer|publicité|compartir|publicidad|compartilhar|publicidade|condividi|pubblicità|delen|advertentie|поделиться|реклама)[\W_]*$",
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
        @"^\W*(.{0,80}\bunsubscribe\b.{0,80}|.{0,60}\bmanage (your )?(preferences|subscriptions?)\b.{0,60}|(please )?(enable|turn on) javascript.{0,80}|(sign up|subscribe) (for|to) (our|the|my|this)\b.{0,100}|get (our|the) .{0,40}newsletter.{0,60}"
        + @"|already (a|have) .{0,30}(subscriber|account|member)\b.{0,40}|this (article|story|content) is (only )?for (paying )?(subscribers|members).{0,40}|you get this (e-?mail |message )?because.{0,100}|you are receiving this.{0,110}|all rights reserved.{0,60}|(©|\(c\)|copyright (©|\(c\)|\d{4})).{0,100}|privacy policy|(advertiser|affiliate|advertising) (disclosure|policy)|terms (of (use|service)|(and|&) conditions)"
        + @"|((sign|signing) up|subscribe|join) .{0,60}\b(newsletters?|e-?mails?|inbox|mailing list|updates)\b.{0,60}|pin( (it|this|me))?( now)?( for| to read)? later[\W_]*|if you (like|enjoy|found|love)e?d? [^.!?]{0,60}\bshare (this|it)\b[^.!?]{0,60}[\W_]*"
        + @"|.{0,100}\b(affiliate (links?|marketer|commissions?)|earns? (a |an )?(small )?(affiliate )?commissions?|earn from qualifying purchases)\b.{0,100}|would you like to receive .{0,80}|(stay connected|keep in touch)( with .{1,30})?[\W_]*|(buy|shop|book) now .{1,60}|(share your (story|thoughts)|you (may|might) (also (like|enjoy)|(also )?be interested in)\b[^.!?,]{0,60})[\W_]*|alternative text not available.{0,40}"
        + @"|sponsor (this|our) (newsletter|podcast|show|blog)[\W_]*|[^.?]{0,60}[!.]? ?(get|take|unlock|save|enjoy) (up to |an extra )?(\d{1,2} ?%|[$€£] ?\d{1,3}) off (your|our)\b[^.?]{0,60}[\W_]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offer();

    // What a page that sells has to say about it, and what it asks of those who cooked: paragraphs of several sentences.
    [GeneratedRegex(
        @"^\W*((affiliate )?(disclosure|disclaimer)\W+(this|as an?|some|we|i|our|my)\b[^.!?]{0,120}\b(affiliates?|commissions?|sponsored|qualifying purchases)\b|as an? [^.!?,]{0,40}\b(associate|affiliate)\b[^.!?]{0,30}\bearn\b"
        + @"|did you (make|try|cook|bake) (this|one of (my|our|these)|my|our) recipes?\b\W+(please|let|leave|tag|rate|share|i|we|don.t|be sure|make sure)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Disclosure();

    // Who wrote, edited or checked the page, on a line of its own.
    [GeneratedRegex(@"^\W*((medically |expert )?(written|reviewed|edited|fact[ -]checked|posted|published|updated) by:? (?-i:\p{Lu})[^.!?:]{1,60})\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Byline();

    // "READ MORE: …", "MORE: …", "RELATED: …": cross-links in capitals.
    [GeneratedRegex(@"^\W*(READ( MORE| ALSO| NEXT)?|MORE( ON THIS| NEWS)?|RELATED|SEE ALSO|WATCH|LISTEN|DON.T MISS|SUBSCRIBE|CLICK HERE|ALSO READ) ?[:|–—-]\s?.{0,140}$|^CLICK HERE.{0,140}$", RegexOptions.CultureInvariant)]
    private static partial Regex InCapitals();
}
