using System.Net;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>
/// Removes the headers in which a proxy says how it was called, unless the request comes from a proxy that the settings name: anyone can send
/// them, and links are made of them.
/// </summary>
sealed class ForwardedHeaders(HostSettings settings)
{
    const string Prefix = "X-Forwarded-";

    readonly IPNetwork[] _trusted = [.. settings.TrustedProxies.Select(NetworkOf)];

    /// <summary>Whether it is an IP address or a network.</summary>
    public static bool IsProxy(string proxy) => IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _);

    public void Remove(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is { } caller && IsTrusted(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller))
        {
            return;
        }

        foreach (var name in http.Request.Headers.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            http.Request.Headers.Remove(name);
        }
    }

    bool IsTrusted(IPAddress caller) => Array.Exists(_trusted, network => network.BaseAddress.AddressFamily == caller.AddressFamily && network.Contains(caller));

    static IPNetwork NetworkOf(string proxy) =>
        IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(proxy);
}
