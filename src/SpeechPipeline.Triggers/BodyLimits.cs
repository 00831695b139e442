using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary>How large the body of a request may be, in bytes.</summary>
public static class BodyLimits
{
    /// <summary>90 MiB: the most that a function accepts. It is below the host's limit, so that the pipeline itself answers larger bodies.</summary>
    public const int Function = BodyRoom.LargestBody;

    /// <summary>100 MiB: the most that the Functions host passes on. The web server must accept as much; otherwise an answer
    /// sent before the body is read becomes a 500 without a body.</summary>
    public const long Host = 100 * 1024 * 1024;
}
