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

    /// <summary>
    /// Silence before the first word of an episode, in milliseconds: Bluetooth receivers swallow the beginning of what they play. Default
    /// 300. From 0 to 10,000.
    /// </summary>
    [Range(0, MostLeadMs)]
    public int LeadInMilliseconds { get; set; } = 300;

    /// <summary>Silence after the last word of an episode, in milliseconds. Default 500. From 0 to 10,000.</summary>
    [Range(0, MostLeadMs)]
    public int LeadOutMilliseconds { get; set; } = 500;

    internal const int MostLeadMs = 10_000;
}
