namespace SpeechPipeline.Settings;

/// <summary>Settings with bounds that no attribute can express.</summary>
interface IOwnBounds
{
    /// <summary>The problems found: each is a sentence that begins with the name of the member, and repeats nothing that may be a secret.</summary>
    IEnumerable<string> Problems();
}
