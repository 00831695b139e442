using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.Outbound;

/// <summary>
/// Which IP addresses a caller may make the pipeline connect to: public ones. The ranges are those of IANA's special-purpose
/// registries (RFC 6890 and its updates) that are not globally reachable, and Azure's own.
/// </summary>
public static class AddressRules
{
    static readonly (IPNetwork Network, string Reason)[] ForbiddenV4 =
    [
        (IPNetwork.Parse("255.255.255.255/32"), "broadcast"),
        (IPNetwork.Parse("168.63.129.16/32"), "Azure's platform address"),
        (IPNetwork.Parse("0.0.0.0/8"), "this network"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared by a carrier's NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved for protocols"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
    ];

    /// <summary>
    /// 6to4, Teredo and v4-compatible addresses are refused whatever they embed. They are obsolete
    /// (RFC 7526, RFC 4291 section 2.5.5.1), so no public host is lost, and a forgotten tunnel could lead into a private network.
    /// </summary>
    static readonly (IPNetwork Network, string Reason)[] ForbiddenV6 =
    [
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("::/96"), "v4-compatible"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "NAT64 of a local network"),
        (IPNetwork.Parse("100::/64"), "discard-only"),
        (IPNetwork.Parse("2001::/32"), "Teredo"),
        (IPNetwork.Parse("2001::/23"), "reserved for protocols"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
        (IPNetwork.Parse("fc00::/7"), "unique local"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "site-local"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    /// <summary>Forms that stand for the IPv4 address in their last 32 bits (RFC 4291 2.5.5.2, RFC 2765 2.1, RFC 6052 2.1).</summary>
    static readonly (IPNetwork Network, string Form)[] EmbeddingV4 =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), "v4-mapped"),
        (IPNetwork.Parse("::ffff:0:0:0/96"), "v4-translated"),
        (IPNetwork.Parse("64:ff9b::/96"), "NAT64"),
    ];

    /// <summary>The range assigned to public hosts (IANA, IPv6 global unicast address assignments).</summary>
    static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Why the address must not be connected to, as a word or two; null when it may be.</summary>
    public static string? WhyForbidden(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Array.Find(ForbiddenV4, rule => rule.Network.Contains(address)).Reason;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return "neither IPv4 nor IPv6";
        }

        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes); // Without the scope id, which does not matter here.
        if (Array.Find(EmbeddingV4, rule => Covers(rule.Network, bytes)).Form is { } form)
        {
            return WhyForbidden(new IPAddress(bytes.AsSpan(12))) is { } reason ? $"{form}, {reason}" : null;
        }

        return Array.Find(ForbiddenV6, rule => rule.Network.Contains(plain)).Reason
            ?? (GlobalUnicast.Contains(plain) ? null : "not assigned to public hosts");
    }

    /// <summary>IPNetwork treats a v4-mapped address as IPv4 and finds it in no IPv6 network, so these forms are compared as bits.</summary>
    static bool Covers(IPNetwork network, byte[] address)
    {
        var difference = BinaryPrimitives.ReadUInt128BigEndian(network.BaseAddress.GetAddressBytes())
            ^ BinaryPrimitives.ReadUInt128BigEndian(address);
        return difference >> (128 - network.PrefixLength) == 0;
    }
}
