namespace SpeechPipeline.Durability;

/// <summary>A message that could not be read, as listings show it.</summary>
/// <param name="Queue">The queue that it came from.</param>
/// <param name="Id">Its id in the queue.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ParkedAt">When it was parked.</param>
public sealed record ParkedMessage(string Queue, string Id, long Bytes, DateTimeOffset? ParkedAt);
