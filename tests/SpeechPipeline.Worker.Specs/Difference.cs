namespace SpeechPipeline.Worker.Specs;

/// <summary>Where the real host answers by itself.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Worker">The status that a caller of the app gets.</param>
/// <param name="Local">The status that the local host gives.</param>
/// <param name="HasBody">Whether the real host's own answer has one.</param>
sealed record Difference(string Reason, int Worker, int Local, bool HasBody = false);
