namespace SpeechPipeline.Articles;

/// <summary>How a line of plain text begins.</summary>
enum ListMarker
{
    None,

    /// <summary>A dash, an asterisk or a bullet, which is not spoken.</summary>
    Bullet,

    /// <summary>A number with a stop or a bracket, which is spoken.</summary>
    Number,
}
