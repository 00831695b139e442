using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>
/// The models that the built-in endpoint answers for. The ceilings are ours, in the region of the real models'
/// (Kokoro 510 phonemes, Orpheus about 14 s): far enough above what a careful client sends, near enough to catch a careless one.
/// </summary>
public static class SpeechModels
{
    public static SpeechModel Kokoro { get; } = new("hexgrad/Kokoro-82M", KokoroVoices.All) { MixesVoices = true, SpokenCharacters = 600 };

    public static SpeechModel Orpheus { get; } = new("canopylabs/orpheus-3b-0.1-ft", OrpheusVoices.All) { SpokenCharacters = 400 };

    public static SpeechModel Sonic { get; } = Cartesia("cartesia/sonic");

    public static SpeechModel Sonic2 { get; } = Cartesia("cartesia/sonic-2");

    /// <summary>What clients of OpenAI's endpoint name: MP3 unless asked otherwise, and at most 4,096 characters, as there.</summary>
    public static SpeechModel OpenAi { get; } = new("tts-1", OpenAiVoices.All) { DefaultFormat = ResponseFormat.Mp3, AcceptedCharacters = 4_096 };

    public static IReadOnlyList<SpeechModel> All { get; } = [Sonic, Sonic2, Kokoro, Orpheus, OpenAi];

    static SpeechModel Cartesia(string id) => new(id, CartesiaVoices.All)
    {
        ObeysAudioSettings = true,
        SampleRateHz = 44_100,
        SpokenCharacters = 1_500,
    };
}
