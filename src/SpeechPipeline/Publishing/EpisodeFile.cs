namespace SpeechPipeline.Publishing;

/// <summary>The files of an episode.</summary>
public enum EpisodeFile
{
    Audio,

    /// <summary>The words with their times, as WebVTT, SubRip and JSON. The first two are made at the first request.</summary>
    Transcript,

    /// <inheritdoc cref="Transcript"/>
    TranscriptSrt,

    /// <inheritdoc cref="Transcript"/>
    TranscriptJson,

    /// <summary>Podcasting 2.0 chapters, for an episode with more than one.</summary>
    Chapters,

    Manifest,
}
