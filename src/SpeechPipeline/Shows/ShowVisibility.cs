namespace SpeechPipeline.Shows;

/// <summary>Who may read the feed of a show.</summary>
public enum ShowVisibility
{
    /// <summary>Anyone with the address that has the show's token.</summary>
    Private,

    /// <summary>Anyone.</summary>
    Public,
}
