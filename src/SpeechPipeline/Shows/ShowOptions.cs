using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Shows;

/// <summary>How shows are kept: section <c>Shows</c>.</summary>
public sealed class ShowOptions
{
    public const string Section = "Shows";

    /// <summary>
    /// How long after a change the feed is rebuilt; changes in between are included. Default 5 s, counted in whole seconds. From
    /// 1 s to 5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RebuildDelay { get; set; } = TimeSpan.FromSeconds(5);
}
