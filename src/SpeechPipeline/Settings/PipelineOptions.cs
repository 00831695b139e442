using Microsoft.Extensions.Configuration;

namespace SpeechPipeline.Settings;

/// <summary>The addresses under which others reach the pipeline: section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Pipeline";

    /// <summary>The environment variable with the host name that App Service gives the app, without a scheme.</summary>
    const string HostNameSetting = "WEBSITE_HOSTNAME";

    /// <summary>
    /// Where callers reach the app, without the route prefix: <c>https://speech.example.com</c>. Links in job objects and all
    /// addresses in feeds begin with it. Default: the address that each job was submitted to.
    /// </summary>
    [HttpAddress]
    public Uri? PublicAddress { get; set; }

    /// <summary>
    /// How the files of episodes reach a listener. Default: by redirect to storage, but through the app where storage is an emulator on
    /// this machine, which nobody else can reach.
    /// </summary>
    public FileDelivery? Files { get; set; }

    /// <summary>
    /// The app's address as Azure or the local host reports it. It is used when <see cref="PublicAddress"/> is not set, for jobs that did
    /// not come by a request.
    /// </summary>
    [HttpAddress]
    public Uri? OwnAddress { get; set; }

    /// <summary><see cref="PublicAddress"/> with the route prefix.</summary>
    public string? PublicBase => Base(PublicAddress);

    /// <summary>The address, with the route prefix, for jobs that did not come by a request. Null: it is not known, and those jobs wait.</summary>
    public string? AddressOfJobs => PublicBase ?? Base(OwnAddress);

    /// <summary>A message that says what does not work without an address and what to set; null if there is an address.</summary>
    public string? WhatMissesAddress() => AddressOfJobs is null
        ? $"Files in the drop folder wait: the links of their jobs need the address at which callers reach the app, and it is not set. Set {Section}:{nameof(PublicAddress)}, such as https://speech.example.com."
        : null;

    internal void TakeHostName(IConfiguration configuration)
    {
        if (OwnAddress is null && Uri.TryCreate($"https://{configuration[HostNameSetting]}", UriKind.Absolute, out var address))
        {
            // The Functions Core Tools set it too, but serve http.
            OwnAddress = address.IsLoopback ? new UriBuilder(address) { Scheme = Uri.UriSchemeHttp, Port = address.Port }.Uri : address;
        }
    }

    static string? Base(Uri? address) => address is null ? null : address.AbsoluteUri.TrimEnd('/') + "/api";
}
