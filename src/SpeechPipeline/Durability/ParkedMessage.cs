namespace SpeechPipeline.Durability;

/// <summary>A message that no one could read, as a listing shows it.</summary>
/// <param name="Queue">The queue that it came by.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ParkedAt">When it was put aside.</param>
public sealed record ParkedMessage(string Queue, string Id, long Bytes, DateTimeOffset? ParkedAt);
