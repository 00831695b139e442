namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>One arrival at the receiver.</summary>
/// <param name="Label">Of the run: the last part of the address.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Job">The job that the body names.</param>
/// <param name="Type">The event's type.</param>
/// <param name="BodyHash">SHA-256 of the body.</param>
/// <param name="AudioHash">What the body says the SHA-256 of the audio is.</param>
sealed record ReceivedWebhook(string Label, string Id, string Job, string Type, string BodyHash, string? AudioHash);
