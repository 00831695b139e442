using System.Buffers;
using System.Collections.Frozen;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Web and e-mail addresses in a text. A web address is spoken as its host name alone: the rest is for
/// machines. A name without <c>http://</c> or <c>www.</c> counts as an address only under a few well-known domains, so that <c>node.js</c> and a
/// missing space after a stop are left unchanged.
/// </summary>
static class InternetName
{
    static readonly FrozenSet<string> BareDomains = FrozenSet.ToFrozenSet(
        [".com", ".org", ".net", ".edu", ".gov", ".int", ".info", ".io", ".dev", ".app", ".ai", ".eu", ".uk", ".de", ".fr", ".es", ".pt", ".it",
         ".jp", ".cn", ".ch", ".at", ".nl", ".br", ".ru", ".ca", ".au"], StringComparer.Ordinal);

    static readonly SearchValues<char> PathEnds = SearchValues.Create(" <>\"“”«»、。，；：（）「」");

    /// <summary>The end of the run of address characters that begins at <paramref name="at"/>; a mark that repeats ends it.</summary>
    public static int EndOfToken(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && IsOfToken(text[end]) && !(text[end] == text[end - 1] && text[end] is '.' or '-'))
        {
            end++;
        }

        return end < text.Length && end > at + 1 && text[end] == text[end - 1] && text[end] is '.' or '-' ? end - 1 : end;
    }

    /// <summary>Whether the name of a site or a mailbox may have the character.</summary>
    public static bool IsOfToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '@' || (c is >= 'À' and < '\u0590' && char.IsLetter(c));

    /// <summary>The spoken form of the address in <paramref name="text"/> at <paramref name="at"/>; null if there is none.</summary>
    /// <param name="text">A normalized text.</param>
    /// <param name="at">The start of a token.</param>
    /// <param name="end">The end of the token; on return, the end of the address with all its parts.</param>
    /// <param name="words">The words of the language.</param>
    public static string? Take(string text, int at, ref int end, SpokenWords words)
    {
        var token = text.AsSpan(at, end - at);
        if (token is "http" or "https" or "HTTP" or "HTTPS" or "ftp" or "sftp" && text.AsSpan(end).StartsWith("://", StringComparison.Ordinal))
        {
            var length = WebAddress.LengthAt(text, at);
            if (length <= end - at + 3)
            {
                return null;
            }

            end = at + length;
            return Said(WebAddress.HostOf(text.AsSpan(at, length)), words);
        }

        token = token.TrimEnd(".-_+@");
        if (token.Contains('@'))
        {
            end = at + token.Length;
            return IsMailbox(token) ? Said(token.ToString(), words) : null;
        }

        var isNamed = token.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        var isAfterSlash = at > 0 && text[at - 1] is '/' or '\\';
        var host = isNamed ? token[4..] : token;
        if (isAfterSlash || !IsHost(host) || !(isNamed || IsBareName(host)))
        {
            return null;
        }

        end = EndOfPath(text, at + token.Length);
        return Said(host.ToString(), words);
    }

    // "x.com" is a name, "i.e.it" is not.
    static bool IsBareName(ReadOnlySpan<char> host)
    {
        var last = host.LastIndexOf('.');
        var label = host[..last];
        label = label[(label.LastIndexOf('.') + 1)..];
        return BareDomains.Contains(host[last..].ToString()) && (label.Length > 1 || host[last..] is ".com" or ".org" or ".net");
    }

    static bool IsMailbox(ReadOnlySpan<char> token)
    {
        var at = token.IndexOf('@');
        return at > 0 && token[at - 1] != '.' && IsHost(token[(at + 1)..]);
    }

    // Two labels or more, none empty, the last of letters only.
    static bool IsHost(ReadOnlySpan<char> host)
    {
        var last = host.LastIndexOf('.');
        if (last <= 0 || host.Length - last < 3 || host.ContainsAny('@', '_', '+') || host.IndexOf("..", StringComparison.Ordinal) >= 0 || host[0] is '.' or '-')
        {
            return false;
        }

        foreach (var c in host[(last + 1)..])
        {
            if (!char.IsLetter(c))
            {
                return false;
            }
        }

        return true;
    }

    static int EndOfPath(string text, int at)
    {
        if (at >= text.Length || !(text[at] is '/' or '?' || (text[at] == ':' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
        {
            return at;
        }

        var length = text.AsSpan(at).IndexOfAny(PathEnds);
        return at + WebAddress.WithoutSentence(text.AsSpan(at, length < 0 ? text.Length - at : length)).Length;
    }

    static string Said(string name, SpokenWords words)
    {
        var dots = words.Dot is { } dot ? name.Replace(".", $" {dot} ", StringComparison.Ordinal) : name;
        return dots.Replace("@", $" {words.At} ", StringComparison.Ordinal)
            .Replace("_", $" {words.Underscore} ", StringComparison.Ordinal)
            .Replace("+", $" {words.Plus} ", StringComparison.Ordinal);
    }
}
