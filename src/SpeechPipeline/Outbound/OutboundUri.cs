using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace SpeechPipeline.Outbound;

/// <summary>
/// Checks the text of an address that the pipeline is to call, when it is submitted. Names are checked again, by the addresses that
/// they resolve to, when a connection is opened (<see cref="GuardedConnection"/>).
/// </summary>
public static class OutboundUri
{
    /// <summary>In characters; browsers, proxies and servers commonly accept this many.</summary>
    public const int MaxLength = 2048;

    /// <summary>The error continues a sentence that begins with the name of a field: "webhook: must be …".</summary>
    public static bool TryParse(
        string? text, OutboundOptions options, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? error)
    {
        uri = null;
        error = WhatIsWrong(text, options, out var parsed);
        if (error is null)
        {
            uri = parsed!;
        }

        return error is null;
    }

    static string? WhatIsWrong(string? text, OutboundOptions options, out Uri? uri)
    {
        uri = null;
        if (string.IsNullOrEmpty(text))
        {
            return "must not be empty";
        }

        if (text.Length > MaxLength)
        {
            return $"must have at most {MaxLength} characters, this address has {text.Length}";
        }

        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return "must not contain white space or control characters";
        }

        // The scheme is looked for in the text, because on Unix "/path" is parsed as an absolute file address.
        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || !text.Contains("://", StringComparison.Ordinal))
        {
            return "must be an absolute address that begins with https:// or http://";
        }

        if (uri.Scheme is not ("http" or "https"))
        {
            return $"must begin with https:// or http://, not {uri.Scheme}://";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "must not carry a user name or password";
        }

        return WhatIsWrongWithHost(uri.IdnHost, uri.HostNameType, options);
    }

    static string? WhatIsWrongWithHost(string host, UriHostNameType type, OutboundOptions options)
    {
        if (host.Length == 0 || type is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return "must name a host";
        }

        if (options.Allows(host))
        {
            return null;
        }

        var name = host.TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return $"must not name {host}: it is the machine that the pipeline runs on";
        }

        // Uri, IPAddress and the resolver all accept hexadecimal, octal and single-number forms.
        return IPAddress.TryParse(name, out var address) && AddressRules.WhyForbidden(address) is { } reason
            ? $"must not name {address} ({reason})"
            : null;
    }
}
