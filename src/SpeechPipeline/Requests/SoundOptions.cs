using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Requests;

/// <summary>The sound of episodes whose job does not set it: section <c>Sound</c>.</summary>
public sealed class SoundOptions
{
    public const string Section = "Sound";

    /// <summary>Integrated loudness in LUFS (ITU-R BS.1770-4). Default −16. From −31 to −8.</summary>
    [Range(TargetLoudness.LeastLufs, TargetLoudness.MostLufs)]
    public double LoudnessLufs { get; set; } = TargetLoudness.DefaultLufs;
}
