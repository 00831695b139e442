namespace SpeechPipeline.Publishing;

/// <summary>What an episode consists of.</summary>
public enum EpisodeFile
{
    Audio,
    Manifest,
}
