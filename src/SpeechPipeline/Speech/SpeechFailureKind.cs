namespace SpeechPipeline.Speech;

/// <summary>What a failed call means for the job.</summary>
public enum SpeechFailureKind
{
    /// <summary>The request is wrong (400, 404, 413, 422): the job fails.</summary>
    Rejected,

    /// <summary>The key was refused (401, 403): the job waits until a person corrects it.</summary>
    KeyRefused,

    /// <summary>This account is too fast (429): slow down and honour the hint.</summary>
    Throttled,

    /// <summary>The platform is full (503): back off, but this account's own rate is not at fault.</summary>
    Full,

    /// <summary>It may work the next time (408, 409, 425, 500, 502, 504, network, time-out).</summary>
    Passing,

    /// <summary>200, but the body is not usable speech: not audio, cut short, or silent.</summary>
    BadAudio,
}
