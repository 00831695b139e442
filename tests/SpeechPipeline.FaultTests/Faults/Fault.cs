namespace SpeechPipeline.FaultTests.Faults;

/// <summary>What befalls one call of a process.</summary>
enum Fault
{
    /// <summary>It cannot be sent, and no retry can.</summary>
    Fail,

    /// <summary>It is carried out, its answer is lost; a retry goes through.</summary>
    LoseAnswer,

    /// <summary>It is carried out, its answer is lost, and no retry can be sent.</summary>
    LoseAnswerAndRetries,

    /// <summary>The process dies before it is sent.</summary>
    KillBefore,

    /// <summary>The process dies after it was carried out, before the answer arrives.</summary>
    KillAfter,

    /// <summary>It and its retries are answered 500 and not carried out.</summary>
    Answer500,

    /// <summary>It and its retries are answered 503 and not carried out.</summary>
    Answer503,

    /// <summary>It is answered 409 and not carried out.</summary>
    Answer409,

    /// <summary>It is answered 412 and not carried out.</summary>
    Answer412,

    /// <summary>It and its retries time out and are not carried out.</summary>
    TimeOut,

    /// <summary>It is carried out and times out; a retry goes through.</summary>
    TimeOutAfter,
}
