namespace SpeechPipeline.Shows;

/// <summary>Who may read the feed of a show.</summary>
public enum ShowVisibility
{
    /// <summary>Whoever has the address with the show's token.</summary>
    Private,

    /// <summary>Everybody.</summary>
    Public,
}
