using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Synchronous;

/// <summary>How clients of the speech endpoint's own API are answered: section <c>SpeechApi</c>.</summary>
public sealed class SynchronousOptions
{
    public const string Section = "SpeechApi";

    /// <summary>The keys that clients send as <c>Authorization: Bearer</c>, separated by semicolons. Without any, only <see cref="IsOpen"/> admits them.</summary>
    public string? Keys { get; set; }

    /// <summary>Whether clients need no key. Default false; the local host sets it while its other functions need none.</summary>
    public bool IsOpen { get; set; }

    /// <summary>
    /// How long a request waits for its speech; then the client is told to ask again, and the same request joins the running job. Default 3 min,
    /// because Azure ends an HTTP request after 230 s. From 1 s to 30 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromMinutes(3);
}
