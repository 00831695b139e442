using System.Buffers;
using System.Text;

namespace SpeechPipeline.Articles;

/// <summary>Web addresses in a text.</summary>
static class WebAddress
{
    static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\u2028<>\"“”«»、。，；：（）「」");

    static readonly string[] Schemes = ["https", "http", "sftp", "ftps", "ftp"];

    /// <summary>Replaces each address by the name of its site, without <c>www.</c>, as a narrator says it.</summary>
    public static string Shorten(string text)
    {
        var found = Next(text, 0);
        if (found < 0)
        {
            return text;
        }

        var spoken = new StringBuilder(text.Length);
        var from = 0;
        for (; found >= 0; found = Next(text, from))
        {
            var address = text.AsSpan(found, LengthAt(text, found));
            spoken.Append(text, from, found - from).Append(HostOf(address));
            from = found + address.Length;
        }

        return spoken.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The length of the address that begins at <paramref name="at"/>, without the punctuation of the sentence around it.</summary>
    internal static int LengthAt(string text, int at)
    {
        var length = text.AsSpan(at).IndexOfAny(Ends);
        var address = text.AsSpan(at, length < 0 ? text.Length - at : length);
        return WithoutSentence(address).Length;
    }

    /// <summary>An address without the marks at its end that belong to the sentence. A closing bracket belongs to the sentence unless the address has the opening one.</summary>
    internal static ReadOnlySpan<char> WithoutSentence(ReadOnlySpan<char> address)
    {
        var surplus = address.Count(')') - address.Count('(');
        for (; !address.IsEmpty; address = address[..^1])
        {
            if (!(address[^1] == ')' ? surplus-- > 0 : ".,;:!?'*_]}".Contains(address[^1], StringComparison.Ordinal)))
            {
                break;
            }
        }

        return address;
    }

    static int Next(string text, int from)
    {
        for (var colon = text.IndexOf("://", from, StringComparison.Ordinal); colon >= 0; colon = text.IndexOf("://", colon + 3, StringComparison.Ordinal))
        {
            var before = text.AsSpan(from, colon - from);
            foreach (var scheme in Schemes)
            {
                if (before.EndsWith(scheme, StringComparison.OrdinalIgnoreCase))
                {
                    return colon - scheme.Length;
                }
            }
        }

        return -1;
    }

    /// <summary>The site that an address names, without <c>www.</c>; an address that cannot be parsed is returned unchanged.</summary>
    internal static string HostOf(ReadOnlySpan<char> address)
    {
        if (!Uri.TryCreate(address.ToString(), UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return address.ToString();
        }

        return uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host;
    }
}
