using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>A kind of durable work.</summary>
/// <param name="Name">In lower-case letters; it is part of keys.</param>
/// <param name="IsId">Whether a text is the id of such work. The ids of different kinds differ.</param>
/// <param name="Table">The table with one partition for each piece of work: its row, and the deliveries of its webhooks.</param>
public sealed record WorkKind(string Name, Func<string, bool> IsId, TableClient Table);
