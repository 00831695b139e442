using System.Text.Json.Serialization;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Requests;

/// <summary>What the listener gets.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Encoding">The samples of a format that leaves their encoding to the caller; ignored otherwise.</param>
/// <param name="SampleRate">The listener's rate in Hz; absent: the model's own.</param>
/// <param name="BitRate">In bits per second; ignored where the format has none.</param>
/// <param name="LoudnessLufs">Of the finished episode; null leaves the sound as it is.</param>
public sealed record RequestedOutput(
    [property: JsonPropertyName("response_format")] OutputFormat Format,
    [property: JsonPropertyName("response_encoding")] SampleEncoding Encoding,
    int? SampleRate,
    int BitRate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? LoudnessLufs = TargetLoudness.DefaultLufs);
