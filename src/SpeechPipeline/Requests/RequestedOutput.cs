using System.Text.Json.Serialization;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Requests;

/// <summary>The form of an episode's audio.</summary>
/// <param name="Format">The format of the file.</param>
/// <param name="Encoding">The sample encoding, for a format that leaves it to the caller; ignored otherwise.</param>
/// <param name="SampleRate">The rate of the file in Hz; absent: the model's own.</param>
/// <param name="BitRate">In bits per second; ignored if the format has none.</param>
/// <param name="LoudnessLufs">The loudness of the finished episode; null leaves the sound unchanged, unless <paramref name="Loudness"/> says otherwise.</param>
/// <param name="Loudness">A rule of others for loudness and peaks: <c>audiobook</c>; absent: <paramref name="LoudnessLufs"/> counts.</param>
/// <param name="LeadInMs">Silence before the first word, in milliseconds; absent in jobs from before there was any.</param>
/// <param name="LeadOutMs">Silence after the last word, in milliseconds.</param>
public sealed record RequestedOutput(
    [property: JsonPropertyName("response_format")] OutputFormat Format,
    [property: JsonPropertyName("response_encoding")] SampleEncoding Encoding,
    int? SampleRate,
    int BitRate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? LoudnessLufs = TargetLoudness.DefaultLufs,
    string? Loudness = null,
    int LeadInMs = 0,
    int LeadOutMs = 0)
{
    /// <summary>What the episode is brought to; null leaves the sound unchanged.</summary>
    [JsonIgnore]
    public TargetLoudness? Target => Loudness == LoudnessField.Audiobook ? TargetLoudness.Audiobook
        : LoudnessLufs is { } lufs ? TargetLoudness.Integrated(lufs) : null;
}
