using System.Diagnostics.CodeAnalysis;
using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>The abilities and voices of a model.</summary>
public sealed record SpeechModel(string Id, IReadOnlyList<EndpointVoice> Voices)
{
    /// <summary>The model that obeys <c>sample_rate</c>, <c>response_encoding</c> and <c>bit_rate</c>; the others answer as they always do.</summary>
    public bool ObeysAudioSettings { get; init; }

    /// <summary>Hz, when the request does not say or is not obeyed.</summary>
    public int SampleRateHz { get; init; } = 24_000;

    /// <summary>The format when the request names none.</summary>
    public ResponseFormat DefaultFormat { get; init; } = ResponseFormat.Wav;

    /// <summary>Whether <c>af_bella(2)+af_heart(1)</c> is a voice.</summary>
    public bool MixesVoices { get; init; }

    /// <summary>How many characters it speaks: the rest is silently dropped, as by the real models. Null: all.</summary>
    public int? SpokenCharacters { get; init; }

    /// <summary>How many characters it accepts: a longer input is refused. Null: any number.</summary>
    public int? AcceptedCharacters { get; init; }

    /// <summary>The Flite voice for a voice name, or for the heaviest voice (of equals the first) of a mix.</summary>
    public bool TryFindVoice(string name, [NotNullWhen(true)] out EndpointVoice? voice)
    {
        voice = Find(name);
        if (voice is null && MixesVoices && VoiceMix.TryParse(name, out var parts) && parts.All(part => Find(part.Voice) is not null))
        {
            voice = Find(parts.MaxBy(part => part.Weight)!.Voice);
        }

        return voice is not null;
    }

    EndpointVoice? Find(string id) => Voices.FirstOrDefault(voice => voice.Id == id);
}
