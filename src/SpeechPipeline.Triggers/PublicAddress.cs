using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.Triggers;

/// <summary>Where a caller reached the app.</summary>
static class PublicAddress
{
    /// <summary>
    /// The address up to and with the route prefix, given the rest of the route: the configured one, else the request's own. Behind
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

        var scheme = First(request, "X-Forwarded-Proto") ?? request.Scheme;
        var host = First(request, "X-Forwarded-Host") ?? request.Host.Value;
        return $"{scheme}://{host}{prefix}";
    }

    static string? First(HttpRequest request, string header) =>
        request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } value ? value : null;
}
