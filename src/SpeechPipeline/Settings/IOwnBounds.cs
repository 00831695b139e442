namespace SpeechPipeline.Settings;

/// <summary>Settings whose bounds no attribute can tell.</summary>
interface IOwnBounds
{
    /// <summary>What is wrong: each begins with the name of the member and reads on to a sentence. Nothing that may be a secret is repeated.</summary>
    IEnumerable<string> Problems();
}
