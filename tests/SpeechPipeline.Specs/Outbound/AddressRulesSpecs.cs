using System.Net;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Specs.Outbound;

public sealed class AddressRulesSpecs
{
    // First and last address of each range, and the public neighbours just outside; "" where the neighbour is forbidden too.
    public static TheoryData<string, string, string, string, string> Ranges => new()
    {
        { "", "0.0.0.0", "0.255.255.255", "1.0.0.0", "this network" },
        { "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", "private" },
        { "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", "shared by a carrier's NAT" },
        { "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0", "loopback" },
        { "168.63.129.15", "168.63.129.16", "168.63.129.16", "168.63.129.17", "Azure's platform address" },
        { "169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0", "link-local" },
        { "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "private" },
        { "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0", "reserved for protocols" },
        { "192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0", "documentation" },
        { "192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0", "6to4 relay" },
        { "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0", "private" },
        { "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", "benchmarking" },
        { "198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0", "documentation" },
        { "203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0", "documentation" },
        { "223.255.255.255", "224.0.0.0", "239.255.255.255", "", "multicast" },
        { "", "240.0.0.0", "255.255.255.254", "", "reserved" },
        { "", "255.255.255.255", "255.255.255.255", "", "broadcast" },
        { "", "::", "::", "", "unspecified" },
        { "", "::1", "::1", "", "loopback" },
        { "", "::2", "::ffff:ffff", "", "v4-compatible" },
        { "", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "", "NAT64 of a local network" },
        { "", "100::", "100::ffff:ffff:ffff:ffff", "", "discard-only" },
        { "", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "", "Teredo" },
        { "", "2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::", "reserved for protocols" },
        { "2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::", "documentation" },
        { "2001:ffff::", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::", "6to4" },
        { "3ffe:ffff::", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::", "documentation" },
        { "", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "unique local" },
        { "", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "link-local" },
        { "", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "site-local" },
        { "", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "multicast" },
        { "", "1fff:ffff::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::", "not assigned to public hosts" },
        { "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "fbff::", "", "not assigned to public hosts" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_is_forbidden_from_its_first_address_to_its_last(
        string before, string first, string last, string after, string reason)
    {
        Assert.Equal(reason, AddressRules.WhyForbidden(IPAddress.Parse(first)));
        Assert.Equal(reason, AddressRules.WhyForbidden(IPAddress.Parse(last)));
        foreach (var neighbour in new[] { before, after }.Where(text => text.Length > 0))
        {
            Assert.Null(AddressRules.WhyForbidden(IPAddress.Parse(neighbour)));
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_form_that_embeds_an_IPv4_address_is_judged_by_it(
        string before, string first, string last, string after, string reason)
    {
        foreach (var (prefix, form) in new[] { ("::ffff:", "v4-mapped"), ("::ffff:0:", "v4-translated"), ("64:ff9b::", "NAT64") })
        {
            foreach (var text in new[] { first, last }.Where(IsV4))
            {
                Assert.Equal($"{form}, {reason}", AddressRules.WhyForbidden(IPAddress.Parse(prefix + text)));
            }

            foreach (var text in new[] { before, after }.Where(IsV4))
            {
                Assert.Null(AddressRules.WhyForbidden(IPAddress.Parse(prefix + text)));
            }
        }
    }

    [Theory]
    [InlineData("fe80::1%3", "link-local")]
    [InlineData("::127.0.0.1", "v4-compatible")]
    [InlineData("2002:7f00:1::", "6to4")] // 127.0.0.1 in 6to4.
    [InlineData("2002:808:808::", "6to4")] // 8.8.8.8: refused too, there is no such host.
    [InlineData("2001:0:4136:e378:8000:63bf:80ff:fffe", "Teredo")] // A client at 127.0.0.1.
    public void Tunnels_and_scopes_do_not_get_around_the_rules(string address, string reason) =>
        Assert.Equal(reason, AddressRules.WhyForbidden(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("20.50.2.1")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2a00:1450:4001:800::200e")]
    public void Public_addresses_are_allowed(string address) => Assert.Null(AddressRules.WhyForbidden(IPAddress.Parse(address)));

    static bool IsV4(string text) => text.Contains('.');
}
