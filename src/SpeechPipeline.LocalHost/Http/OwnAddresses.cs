using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.Settings;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>
/// Refuses requests that a foreign web page makes a browser send: such a page is named in <c>Origin</c>, or, if its name was
/// redirected to this machine (DNS rebinding), in <c>Host</c>.
/// </summary>
sealed class OwnAddresses
{
    readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    readonly string? _publicOrigin;

    public OwnAddresses(HostSettings settings, IConfiguration configuration)
    {
        _hosts.UnionWith(settings.AllowedHosts);
        if (Uri.TryCreate(configuration[$"{PipelineOptions.Section}:{nameof(PipelineOptions.PublicAddress)}"], UriKind.Absolute, out var address))
        {
            _hosts.Add(address.IdnHost);
            _publicOrigin = address.GetLeftPart(UriPartial.Authority);
        }
    }

    /// <summary>The problem with the request; null if there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isOpenToPages">Whether web pages of any origin may call the function.</param>
    public string? ProblemOf(HttpRequest request, bool isOpenToPages)
    {
        // A name can be rebound to this machine by whoever owns it; an IP address cannot.
        if (!_hosts.Contains(request.Host.Host) && !IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out _))
        {
            return "The Host of the request is not this host's. Call it as localhost, by its IP address, or by the name in Pipeline:PublicAddress or Host:AllowedHosts.";
        }

        var origin = request.Headers.Origin.ToString();
        return isOpenToPages || origin.Length == 0 || origin.Equals(_publicOrigin, StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme == request.Scheme && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase))
            ? null
            : "The request comes from a web page of another origin, which may not call this host.";
    }
}
