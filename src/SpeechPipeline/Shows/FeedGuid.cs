using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Shows;

/// <summary>The permanent id of a feed: a UUID of version 5 of its address (Podcasting 2.0, <c>podcast:guid</c>; RFC 9562, section 5.5).</summary>
public static class FeedGuid
{
    static readonly Guid Namespace = new("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

    /// <param name="address">The feed's address; its scheme and the slashes at its end do not count.</param>
    [SuppressMessage("Security", "CA5350", Justification = "UUIDs of version 5 are defined by SHA-1; nothing is kept secret by it.")]
    public static Guid Of(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var name = (scheme < 0 ? address : address[(scheme + 3)..]).TrimEnd('/');
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
