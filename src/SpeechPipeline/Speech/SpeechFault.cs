namespace SpeechPipeline.Speech;

/// <summary>What seems wrong with a piece of speech.</summary>
enum SpeechFault
{
    /// <summary>The sound as a whole is too long or too short.</summary>
    Length,

    /// <summary>The sound is shorter and higher, or longer and lower: its sample rate is not the one that it says.</summary>
    Rate,

    /// <summary>A sentence is missing.</summary>
    Missing,

    /// <summary>A sentence is said twice.</summary>
    Repeated,

    /// <summary>Sound that is none of the text.</summary>
    Foreign,

    /// <summary>The end is missing.</summary>
    Cut,

    /// <summary>The sound goes on behind the end.</summary>
    Tail,

    /// <summary>A long silence inside.</summary>
    Silence,
}
