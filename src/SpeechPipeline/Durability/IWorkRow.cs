using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The row of a piece of work, which is authoritative. Work is accepted once, may be begun many times, and has its effects once.</summary>
public interface IWorkRow : IWrittenRow
{
    /// <summary>The name of its <see cref="WorkKind"/>.</summary>
    string Kind { get; }

    /// <summary>Counts the times that the work was begun: 1, plus one for each retry.</summary>
    int Generation { get; }

    /// <summary>Whether this generation has ended.</summary>
    bool HasEnded { get; }

    /// <summary>The worker that holds the claim, until <see cref="ClaimUntil"/>.</summary>
    string? ClaimOwner { get; set; }

    DateTimeOffset? ClaimUntil { get; set; }

    /// <summary>Takes over changes that others may make while the worker holds the claim; the worker then writes again.</summary>
    /// <param name="current">The row as it is stored now.</param>
    /// <returns>False if no one else may change the row: then a changed row means a lost claim.</returns>
    bool TakeOver(IWorkRow current);
}
