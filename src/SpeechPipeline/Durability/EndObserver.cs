namespace SpeechPipeline.Durability;

/// <summary>
/// Someone who is told of the end of work, between the end and its webhook. Whatever a crash cuts off, the sweep does again, so that each
/// observer bears being repeated.
/// </summary>
/// <param name="Turn">Observers are told one after another, the lowest turn first.</param>
/// <param name="Concerns">Whether the end of that work concerns him.</param>
/// <param name="TellAsync">Tells him.</param>
public sealed record EndObserver<TRow>(int Turn, Func<TRow, bool> Concerns, Func<TRow, CancellationToken, Task> TellAsync);
