namespace SpeechPipeline.Shows;

/// <summary>The date of an episode in the feed, by which podcast apps sort.</summary>
public enum EpisodeDates
{
    /// <summary>The date that the article states, if any: for an archive.</summary>
    Article,

    /// <summary>When the episode was submitted, alone or with its batch: for a list of what to hear next.</summary>
    Episode,
}
