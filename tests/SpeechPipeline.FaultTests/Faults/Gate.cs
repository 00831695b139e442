namespace SpeechPipeline.FaultTests.Faults;

/// <summary>What stands in the pipeline's way in these tests. <c>FAULT_DISARM</c> disarms one, and every spec that rests on it must then fail.</summary>
public enum Gate
{
    /// <summary>Faults strike calls of a process, and kill it.</summary>
    Faults,

    /// <summary>Hosts are killed by SIGKILL.</summary>
    Kills,

    /// <summary>Messages and submissions are repeated.</summary>
    Repeats,

    /// <summary>Chance decides whose turn it is, and which message is delivered next.</summary>
    Turns,

    /// <summary>Time passes while the endpoint speaks: budgets are spent, claims run out.</summary>
    Time,

    /// <summary>A call is held up while others go on.</summary>
    Holds,

    /// <summary>The endpoint answers with something else than speech, or not at all.</summary>
    Misbehaviour,

    /// <summary>The endpoint refuses calls.</summary>
    Refusals,

    /// <summary>Somebody puts messages into the queues that the pipeline never sent.</summary>
    Strangers,

    /// <summary>Dropped files are overwritten.</summary>
    Overwrites,

    /// <summary>Events of dropped files are lost, or come twice.</summary>
    Events,

    /// <summary>Finished jobs lie in storage.</summary>
    History,
}
