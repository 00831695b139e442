using System.Security.Cryptography;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Models;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>A valid request with all values: defaults for missing fields, fixed values for fields that the model ignores.</summary>
public sealed class SpeechRequest
{
    public required SpeechModel Model { get; init; }

    public required string Input { get; init; }

    /// <summary>The voice as the request names it; may be a mix.</summary>
    public required string Voice { get; init; }

    public required FliteVoice SpokenBy { get; init; }

    public required ResponseFormat Format { get; init; }

    /// <summary>The sample encoding of the raw format.</summary>
    public required SampleEncoding Encoding { get; init; }

    public required int SampleRateHz { get; init; }

    /// <summary>Bits per second, of the MP3 format.</summary>
    public required int BitRate { get; init; }

    public required string Language { get; init; }

    /// <summary>Times the voice's own pace.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>SHA-256 of the input's UTF-8, in lower-case hexadecimal.</summary>
    public string InputHash => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Input)));
}
