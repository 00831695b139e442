using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.Triggers;

/// <summary>The address at which a caller reached the app.</summary>
static class PublicAddress
{
    // The longest DNS name with a port.
    const int LongestHost = 260;

    static readonly SearchValues<char> NotInHosts = SearchValues.Create("/\\?#@ \"<>");

    /// <summary>
    /// The address with the route prefix, given the rest of the route: the configured one, else the request's own. Behind
    /// the Functions host the original host and scheme arrive in <c>X-Forwarded-*</c>.
    /// </summary>
    public static string Of(HttpRequest request, string route, Uri? configured)
    {
        var path = (request.PathBase + request.Path).Value!.TrimEnd('/');
        var prefix = path.EndsWith(route, StringComparison.OrdinalIgnoreCase) ? path[..^route.Length] : "/api";
        if (configured is not null)
        {
            return configured.AbsoluteUri.TrimEnd('/') + prefix;
        }

        // Anyone can send these headers, and their values appear in links, in a response header and in feeds.
        var scheme = First(request, "X-Forwarded-Proto") is { } forwarded && IsWeb(forwarded) ? forwarded.ToLowerInvariant() : request.Scheme;
        return Base(scheme, First(request, "X-Forwarded-Host"), prefix) ?? Base(scheme, request.Host.Value, prefix) ?? $"{scheme}://localhost{prefix}";
    }

    // An internationalized name in its DNS form; null: the text is not a host with or without a port.
    static string? Base(string scheme, string? host, string prefix) =>
        host is { Length: > 0 and <= LongestHost } && host.AsSpan().IndexOfAny(NotInHosts) < 0
        && Uri.TryCreate($"{scheme}://{host}{prefix}", UriKind.Absolute, out var uri) && uri.IdnHost.Length > 0 && Ascii.IsValid(uri.IdnHost)
            ? $"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.AbsolutePath.TrimEnd('/')}"
            : null;

    static bool IsWeb(string scheme) =>
        scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) || scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);

    static string? First(HttpRequest request, string header) =>
        request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } value ? value : null;
}
