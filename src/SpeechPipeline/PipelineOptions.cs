namespace SpeechPipeline;

/// <summary>The pipeline as others see it: section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Pipeline";

    /// <summary>
    /// Where callers reach the app, without the route prefix: <c>https://speech.example.com</c>. Links in job objects begin with
    /// it, and all addresses in feeds. Default: the address that each job was submitted to.
    /// </summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Where the app answers as far as it knows by itself; the local host sets it. Jobs that no request brought have it for want of the above.</summary>
    public Uri? OwnAddress { get; set; }

    /// <summary><see cref="PublicAddress"/> up to and with the route prefix.</summary>
    public string? PublicBase => Base(PublicAddress);

    /// <summary>Up to and with the route prefix, for jobs that no request brought.</summary>
    /// <exception cref="InvalidOperationException">Neither address is known.</exception>
    public string AddressOfJobs() => PublicBase ?? Base(OwnAddress)
        ?? throw new InvalidOperationException($"The setting {Section}:{nameof(PublicAddress)} is missing: links of jobs from the drop folder begin with it.");

    static string? Base(Uri? address) => address is null ? null : address.AbsoluteUri.TrimEnd('/') + "/api";
}
