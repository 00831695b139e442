using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Mastering;

/// <summary>An episode whose audio is published.</summary>
/// <param name="Layout">The layout of the episode.</param>
/// <param name="Audio">The file.</param>
/// <param name="Loudness">Its loudness.</param>
/// <param name="Levels">The same over its time.</param>
/// <param name="Silences">The silences in each segment, in samples of the episode.</param>
/// <param name="Tags">The tags of the file.</param>
public sealed record MasteredEpisode(
    EpisodeLayout Layout, EpisodeAudio Audio, EpisodeLoudness Loudness, LevelStrip Levels, IReadOnlyList<IReadOnlyList<Silence>> Silences, EpisodeTags Tags);
