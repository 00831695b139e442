using System.Globalization;
using System.Net.Http.Headers;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Speech;

/// <summary>Decodes an answer: WAV, as it is asked for, or what a server sends in its place (MP3, samples without a header).</summary>
static class AnswerSound
{
    /// <summary>RFC 4856 section 2.1.14: G.711 has this rate where none is said.</summary>
    const int TelephoneHz = 8_000;

    /// <param name="body">The answer's.</param>
    /// <param name="response">What its headers say of it.</param>
    /// <param name="modelRateHz">The rate that the model is known to answer in.</param>
    /// <param name="mostSeconds">Longer sound is refused.</param>
    /// <exception cref="InvalidAudioException">It is no sound that is read.</exception>
    public static PcmAudio Read(byte[] body, HttpResponseMessage response, int? modelRateHz, double mostSeconds)
    {
        var type = response.Content.Headers.ContentType;
        return SoundRepair.Mended(IsWav(body) ? WavReader.Read(body, mostSeconds)
            : EncodingOf(type) is { } encoding && !IsText(body, response) ? ReadRaw(body, response, type!, encoding, modelRateHz, mostSeconds)
            : IsMp3(body) ? Mp3Decoder.Read(body, mostSeconds)
            : WavReader.Read(body, mostSeconds));
    }

    /// <summary>Whether it is words, whatever its type says: its first bytes are letters and signs alone.</summary>
    public static bool IsText(byte[] body, HttpResponseMessage response)
    {
        var start = body.AsSpan(0, Math.Min(body.Length, 64)).TrimStart((byte)0xEF).TrimStart((byte)0xBB).TrimStart((byte)0xBF);
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        return start.Length > 0 && !IsWav(body)
            && (!start.ContainsAnyExcept(Printable) || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase));
    }

    static readonly System.Buffers.SearchValues<byte> Printable =
        System.Buffers.SearchValues.Create([9, 10, 13, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (byte)c)]);

    static bool IsWav(ReadOnlySpan<byte> body) => body.StartsWith("RIFF"u8) || body.StartsWith("RF64"u8);

    static bool IsMp3(ReadOnlySpan<byte> body) => body.StartsWith("ID3"u8) || Mp3FrameHeader.TryRead(body, out _);

    static PcmAudio ReadRaw(byte[] body, HttpResponseMessage response, MediaTypeHeaderValue type, SampleEncoding encoding, int? modelRateHz, double mostSeconds)
    {
        var rate = Number(Parameter(type, "rate") ?? Parameter(type, "sample_rate") ?? Parameter(type, "samplerate") ?? Header(response, "x-sample-rate") ?? Header(response, "x-audio-sample-rate"))
            ?? (encoding is SampleEncoding.PcmMuLaw or SampleEncoding.PcmALaw ? TelephoneHz : modelRateHz)
            ?? throw new InvalidAudioException($"It is PCM without a header ({type.MediaType}), and nothing says its sample rate. Set {nameof(SpeechModel.FixedSampleRateHz)} of the model.");
        var channels = Number(Parameter(type, "channels")) ?? 1;
        if (rate is < PcmFormat.MinSampleRateHz or > PcmFormat.MaxSampleRateHz || channels is < 1 or > PcmFormat.MaxChannels)
        {
            throw new InvalidAudioException($"It is PCM of {rate} Hz with {channels} channels, which is not read.");
        }

        // RFC 2586: L16 is in network byte order.
        var isBigEndian = type.MediaType!.EndsWith("/L16", StringComparison.OrdinalIgnoreCase) || string.Equals(Parameter(type, "endianness"), "big-endian", StringComparison.OrdinalIgnoreCase);
        return RawPcm.Read(body, new PcmFormat(rate, channels), encoding, isBigEndian, mostSeconds);
    }

    static SampleEncoding? EncodingOf(MediaTypeHeaderValue? type) => type?.MediaType?.ToLowerInvariant() switch
    {
        "audio/basic" or "audio/pcmu" or "audio/x-mulaw" or "audio/mulaw" => SampleEncoding.PcmMuLaw,
        "audio/pcma" or "audio/x-alaw" or "audio/alaw" => SampleEncoding.PcmALaw,
        "audio/l16" or "audio/pcm" or "audio/x-pcm" or "audio/raw" or "audio/x-raw" or "audio/lpcm" or "audio/s16le" => (Parameter(type, "encoding") ?? Parameter(type, "codec") ?? Parameter(type, "format"))?.ToLowerInvariant() switch
        {
            "pcm_f32le" or "f32le" or "float" or "float32" => SampleEncoding.PcmF32Le,
            "pcm_mulaw" or "mulaw" => SampleEncoding.PcmMuLaw,
            "pcm_alaw" or "alaw" => SampleEncoding.PcmALaw,
            _ => SampleEncoding.PcmS16Le,
        },
        _ => null,
    };

    static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
