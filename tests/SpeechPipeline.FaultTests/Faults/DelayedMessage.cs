namespace SpeechPipeline.FaultTests.Faults;

/// <summary>A message that was sent to appear later, by the clock of the test.</summary>
sealed record DelayedMessage(string Queue, string Id, string PopReceipt, DateTimeOffset Due);
