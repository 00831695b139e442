using System.Buffers;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>Turns a text into the bytes of an answer.</summary>
static class SpokenAudio
{
    /// <summary>Speaks the part of the input that the model would speak, at the rate of the answer.</summary>
    /// <exception cref="RefusedException">There is nothing in the input that Flite can speak.</exception>
    public static async Task<PcmAudio> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        var audio = await Flite.Shared.SpeakAsync(request.SpokenBy, Spoken(request.Input, request.Model.SpokenCharacters), request.Speed, cancellationToken);
        return audio.FrameCount == 0
            ? throw RefusedException.Invalid("input", "has nothing that this voice can speak; it reads English.", "nothing_to_speak")
            : AtRate(audio, request.SampleRateHz);
    }

    /// <summary>The whole body: a WAV or MP3 file, or samples alone.</summary>
    public static byte[] Encode(PcmAudio audio, SpeechRequest request)
    {
        var body = new ArrayBufferWriter<byte>();
        switch (request.Format)
        {
            case ResponseFormat.Wav:
                body.Write(WavHeader.Build(audio.Format, SampleEncoding.PcmS16Le, audio.Samples.Length * 2L));
                PcmCodec.Encode(audio.Samples, SampleEncoding.PcmS16Le, body);
                break;
            case ResponseFormat.Raw:
                PcmCodec.Encode(audio.Samples, request.Encoding, body);
                break;
            case ResponseFormat.Mp3:
                using (var encoder = new Mp3Encoder(audio.Format, BitRate(request.BitRate, audio.Format.SampleRateHz)))
                {
                    encoder.Encode(audio.Samples, body);
                    encoder.Flush(body);
                }

                break;
        }

        return body.WrittenSpan.ToArray();
    }

    public static string ContentType(ResponseFormat format) => format switch
    {
        ResponseFormat.Wav => "audio/wav",
        ResponseFormat.Mp3 => "audio/mpeg",
        _ => "application/octet-stream",
    };

    static PcmAudio AtRate(PcmAudio audio, int sampleRateHz)
    {
        var resampled = new ArrayBufferWriter<float>();
        var resampler = new Resampler(audio.Format.SampleRateHz, sampleRateHz, audio.Format.Channels);
        resampler.Process(audio.Samples, resampled);
        resampler.Finish(resampled);
        return new PcmAudio(new PcmFormat(sampleRateHz, audio.Format.Channels), resampled.WrittenSpan.ToArray());
    }

    /// <summary>The highest MPEG bit rate at this sample rate, up to the requested one.</summary>
    static int BitRate(int asked, int sampleRateHz) => Mp3Format.BitRates(sampleRateHz).Last(rate => rate <= asked);

    /// <summary>The part of a text that the model speaks: up to the last whole word before its limit.</summary>
    internal static string Spoken(string input, int? ceiling)
    {
        if (ceiling is not { } most || input.Length <= most)
        {
            return input;
        }

        if (char.IsWhiteSpace(input[most]))
        {
            return input[..most];
        }

        var lastSpace = input.AsSpan(0, most).LastIndexOfAny(" \n\r\t");
        return input[..(lastSpace > 0 ? lastSpace : most)];
    }
}
