namespace SpeechPipeline.Durability;

/// <summary>
/// An observer of the deletion of work: it removes what names the work elsewhere, before the work's own data is deleted. After a crash the sweep
/// repeats the calls, so observers must be idempotent.
/// </summary>
/// <param name="Concerns">Whether the deletion of that work concerns the observer.</param>
/// <param name="RemoveAsync">Calls the observer. False: it needs a moment and must be called again, before anything is deleted.</param>
public sealed record DeletionObserver<TRow>(Func<TRow, bool> Concerns, Func<TRow, CancellationToken, Task<bool>> RemoveAsync);
