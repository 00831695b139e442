using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Mastering;

/// <summary>What a file says of itself, in the form that its kind has for that.</summary>
static class FileTags
{
    public static byte[] Build(AudioOutput output, EpisodeTags tags) => output.Container switch
    {
        AudioContainer.Mp3 => Id3Tag.Build(tags),
        AudioContainer.Wav => WavTags.Build(tags),
        _ => [],
    };
}
