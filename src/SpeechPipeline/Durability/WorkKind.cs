using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>A kind of durable work.</summary>
/// <param name="Name">In lower-case letters; it is part of keys.</param>
/// <param name="IdPrefix">What stands before the 26 characters, like those of a <see cref="JobId"/>, of the ids of such work. The prefixes of different kinds differ.</param>
/// <param name="Table">The table with one partition for each piece of work: its row, and the deliveries of its webhooks.</param>
public sealed record WorkKind(string Name, string IdPrefix, TableClient Table)
{
    /// <summary>Whether a text is the id of such work.</summary>
    public bool IsId(string text) => text.StartsWith(IdPrefix, StringComparison.Ordinal) && JobId.TryParse(text[IdPrefix.Length..], out _);
}
