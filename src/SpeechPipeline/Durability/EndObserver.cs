namespace SpeechPipeline.Durability;

/// <summary>
/// An observer of the end of work, told after the end and before its webhook. After a crash the sweep repeats the calls, so
/// observers must be idempotent.
/// </summary>
/// <param name="Turn">Observers are called one after another, the lowest turn first.</param>
/// <param name="Concerns">Whether the end of that work concerns the observer.</param>
/// <param name="TellAsync">Calls the observer.</param>
public sealed record EndObserver<TRow>(int Turn, Func<TRow, bool> Concerns, Func<TRow, CancellationToken, Task> TellAsync);
