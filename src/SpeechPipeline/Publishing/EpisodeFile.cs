namespace SpeechPipeline.Publishing;

/// <summary>What an episode consists of.</summary>
public enum EpisodeFile
{
    Audio,

    /// <summary>What is said when, as WebVTT, SubRip and JSON. The first two are made when they are first asked for.</summary>
    Transcript,

    /// <inheritdoc cref="Transcript"/>
    TranscriptSrt,

    /// <inheritdoc cref="Transcript"/>
    TranscriptJson,

    /// <summary>Podcasting 2.0 chapters, of an episode that has more than one.</summary>
    Chapters,

    Manifest,
}
