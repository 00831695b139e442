using System.Security.Cryptography;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Models;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>A request that was found right, with everything decided: what was not said has its default, what is not obeyed its fixed value.</summary>
public sealed class SpeechRequest
{
    public required SpeechModel Model { get; init; }

    public required string Input { get; init; }

    /// <summary>As the request named it; may be a mix.</summary>
    public required string Voice { get; init; }

    public required FliteVoice SpokenBy { get; init; }

    public required ResponseFormat Format { get; init; }

    /// <summary>Of the raw format.</summary>
    public required SampleEncoding Encoding { get; init; }

    public required int SampleRateHz { get; init; }

    /// <summary>Bits per second, of the MP3 format.</summary>
    public required int BitRate { get; init; }

    public required string Language { get; init; }

    /// <summary>SHA-256 of the input's UTF-8, in lower-case hexadecimal.</summary>
    public string InputHash => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Input)));
}
