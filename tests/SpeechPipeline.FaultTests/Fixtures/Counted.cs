namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>What is counted where it happens: what the gates did, and what followed.</summary>
enum Counted
{
    /// <summary>Faults that struck a call.</summary>
    Struck,

    /// <summary>Processes that died.</summary>
    Killed,

    /// <summary>Deaths that cut off at least one call to the endpoint.</summary>
    KilledInFlight,

    /// <summary>Segments that were in flight when a fault struck.</summary>
    InFlight,

    /// <summary>Messages that were shown again after a failed try.</summary>
    Redelivered,

    /// <summary>Segments that were paid for once more.</summary>
    PaidAgain,

    /// <summary>Runs of jobs that another invocation went on with.</summary>
    HandedOn,

    /// <summary>Messages and submissions that came once more.</summary>
    Repeated,

    /// <summary>Messages that were delivered before one that had come earlier.</summary>
    Overtaking,

    /// <summary>Messages that were delivered while others were worked on.</summary>
    Overlapping,

    /// <summary>Turns that were taken from one that had more to do, and given to another.</summary>
    Turned,

    /// <summary>Writes that came too late: storage held something else by then.</summary>
    Outrun,

    /// <summary>Different orders of steps.</summary>
    Orders,

    /// <summary>Calls that were held up.</summary>
    Held,

    /// <summary>Calls that the endpoint did not answer properly.</summary>
    Misbehaved,

    /// <summary>Calls that the endpoint refused.</summary>
    Refused,

    /// <summary>Messages that the pipeline never sent.</summary>
    Strange,

    /// <summary>Messages that are kept for a person.</summary>
    Parked,

    /// <summary>Versions of dropped files that another one took the place of.</summary>
    Overwritten,

    /// <summary>Events that never came.</summary>
    EventsLost,

    /// <summary>Events that came once more.</summary>
    EventsRepeated,

    /// <summary>Jobs that had ended before the test began.</summary>
    Finished,
}
