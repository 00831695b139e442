namespace SpeechPipeline.Publishing;

/// <summary>The files of an episode.</summary>
public enum EpisodeFile
{
    Audio,

    /// <summary>The words with their times, for players: WebVTT, SubRip and Podcasting 2.0's JSON. Each is made from the timeline at the first request.</summary>
    Transcript,

    /// <inheritdoc cref="Transcript"/>
    TranscriptSrt,

    /// <inheritdoc cref="Transcript"/>
    TranscriptJson,

    /// <summary>The segments with their times, chapters, texts and captions, as JSON of the pipeline's own.</summary>
    Timeline,

    /// <summary>Podcasting 2.0 chapters, for an episode with more than one.</summary>
    Chapters,

    Manifest,
}
