namespace SpeechPipeline;

/// <summary>The pipeline as others see it: section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Pipeline";

    /// <summary>
    /// Where callers reach the app, without the route prefix: <c>https://speech.example.com</c>. Links in job objects begin with
    /// it. Default: the address that each job was submitted to.
    /// </summary>
    public Uri? PublicAddress { get; set; }
}
