using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>A kind of durable work.</summary>
/// <param name="Name">In lower-case letters; it stands in keys.</param>
/// <param name="IsId">Whether a text is the id of such work. No id is one of two kinds.</param>
/// <param name="Table">Holds one partition for each piece of work: its row, and the deliveries of its webhooks.</param>
public sealed record WorkKind(string Name, Func<string, bool> IsId, TableClient Table);
