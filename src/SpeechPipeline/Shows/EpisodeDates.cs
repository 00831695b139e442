namespace SpeechPipeline.Shows;

/// <summary>Which day an episode has in the feed, by which podcast apps sort.</summary>
public enum EpisodeDates
{
    /// <summary>The day that the article states, where it states one: for what an archive publishes.</summary>
    Article,

    /// <summary>When the episode was asked for, alone or with its batch: for a list of what to hear next.</summary>
    Episode,
}
