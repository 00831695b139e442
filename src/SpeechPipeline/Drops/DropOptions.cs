using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Drops;

/// <summary>The drop folder: section <c>Drops</c>.</summary>
public sealed class DropOptions
{
    public const string Section = "Drops";

    /// <summary>How many jobs of the folder may be unfinished at a time; other files wait in it. Default 500. From 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int UnfinishedLimit { get; set; } = 500;

    /// <summary>How old a file must be before the sweep announces it, so that its event can come first. Default 15 s. Up to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the sweep of one process does not announce the same file again. Default 2 minutes. Up to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Files that are left alone besides those that <see cref="DropIgnored"/> knows: patterns such as <c>*.psd;drafts/*</c>, separated by
    /// semicolons. <c>*</c> stands for any characters, <c>?</c> for one; a pattern without a slash is for the name of a file or a folder.
    /// Default none. Up to 4,000 characters.
    /// </summary>
    [StringLength(4_000)]
    public string Ignored { get; set; } = "";

    internal static string[] Patterns(string ignored) => ignored.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
