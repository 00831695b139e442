namespace SpeechPipeline.Publishing;

/// <summary>What an episode consists of.</summary>
public enum EpisodeFile
{
    Audio,

    /// <summary>What is said when, for players: as WebVTT, SubRip and Podcasting 2.0's JSON. Each is made of the timeline when it is first asked for.</summary>
    Transcript,

    /// <inheritdoc cref="Transcript"/>
    TranscriptSrt,

    /// <inheritdoc cref="Transcript"/>
    TranscriptJson,

    /// <summary>What is said when: each segment with its chapter, its text and its captions, as JSON of the pipeline's own.</summary>
    Timeline,

    /// <summary>Podcasting 2.0 chapters, of an episode that has more than one.</summary>
    Chapters,

    Manifest,
}
