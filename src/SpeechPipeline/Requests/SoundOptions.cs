using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Mastering;

namespace SpeechPipeline.Requests;

/// <summary>How episodes sound whose job does not say it: section <c>Sound</c>.</summary>
public sealed class SoundOptions
{
    public const string Section = "Sound";

    /// <summary>Integrated loudness in LUFS (ITU-R BS.1770-4). Default −16. From −31 to −8.</summary>
    [Range(EpisodeLoudness.LeastLufs, EpisodeLoudness.MostLufs)]
    public double LoudnessLufs { get; set; } = EpisodeLoudness.DefaultLufs;
}
