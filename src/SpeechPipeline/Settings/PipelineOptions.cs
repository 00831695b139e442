using Microsoft.Extensions.Configuration;

namespace SpeechPipeline.Settings;

/// <summary>The pipeline as others see it: section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Pipeline";

    /// <summary>The host name that App Service gives the app, as an environment variable: without a scheme.</summary>
    const string HostNameSetting = "WEBSITE_HOSTNAME";

    /// <summary>
    /// Where callers reach the app, without the route prefix: <c>https://speech.example.com</c>. Links in job objects begin with
    /// it, and all addresses in feeds. Default: the address that each job was submitted to.
    /// </summary>
    [HttpAddress]
    public Uri? PublicAddress { get; set; }

    /// <summary>
    /// Where the app answers as far as it knows by itself: Azure names it, the local host sets it. Jobs that no request brought have it
    /// for want of the above.
    /// </summary>
    [HttpAddress]
    public Uri? OwnAddress { get; set; }

    /// <summary><see cref="PublicAddress"/> up to and with the route prefix.</summary>
    public string? PublicBase => Base(PublicAddress);

    /// <summary>Up to and with the route prefix, for jobs that no request brought; null: nobody has said it, and they wait.</summary>
    public string? AddressOfJobs => PublicBase ?? Base(OwnAddress);

    /// <summary>What does not work without an address, and what to set; null: there is one.</summary>
    public string? WhatMissesAddress() => AddressOfJobs is null
        ? $"Files in the drop folder are not taken, because nobody has said where callers reach the app, and the links of their jobs begin with that. Set {Section}:{nameof(PublicAddress)}, such as https://speech.example.com."
        : null;

    internal void TakeHostName(IConfiguration configuration)
    {
        if (OwnAddress is null && Uri.TryCreate($"https://{configuration[HostNameSetting]}", UriKind.Absolute, out var address))
        {
            // The Functions Core Tools set it too, and serve http.
            OwnAddress = address.IsLoopback ? new UriBuilder(address) { Scheme = Uri.UriSchemeHttp, Port = address.Port }.Uri : address;
        }
    }

    static string? Base(Uri? address) => address is null ? null : address.AbsoluteUri.TrimEnd('/') + "/api";
}
