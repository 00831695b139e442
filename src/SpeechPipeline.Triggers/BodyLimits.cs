namespace SpeechPipeline.Triggers;

/// <summary>How large the body of a request may be, in bytes.</summary>
public static class BodyLimits
{
    /// <summary>90 MiB: what a function takes. It lies below the host's limit, so that the answer to more is ours too.</summary>
    public const int Function = 90 * 1024 * 1024;

    /// <summary>100 MiB: what the Functions host hands on. The web server behind it must take as much: where it does not, an answer
    /// that is given before the body is read becomes a 500 without a body.</summary>
    public const long Host = 100 * 1024 * 1024;
}
