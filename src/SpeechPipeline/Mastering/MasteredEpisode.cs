using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Mastering;

/// <summary>An episode whose audio is published.</summary>
/// <param name="Layout">Where everything lies in it.</param>
/// <param name="Audio">The file.</param>
/// <param name="Loudness">How loud it is.</param>
/// <param name="Silences">Inside each segment, in samples of the episode.</param>
/// <param name="Tags">What the file says of itself.</param>
public sealed record MasteredEpisode(
    EpisodeLayout Layout, EpisodeAudio Audio, EpisodeLoudness Loudness, IReadOnlyList<IReadOnlyList<Silence>> Silences, EpisodeTags Tags);
