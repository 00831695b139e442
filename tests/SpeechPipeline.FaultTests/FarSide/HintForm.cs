namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>How an endpoint that refuses a call says when to come again.</summary>
public enum HintForm
{
    None,

    /// <summary><c>retry-after</c> in seconds.</summary>
    Seconds,

    /// <summary><c>retry-after</c> as a date.</summary>
    Date,

    /// <summary><c>retry-after-ms</c>.</summary>
    Milliseconds,

    /// <summary><c>x-ratelimit-reset</c> in seconds.</summary>
    Reset,

    /// <summary>Something that says nothing.</summary>
    Nonsense,
}
