using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The row of a piece of work: the truth about it. It is accepted once, may be begun many times, and has its effects once.</summary>
public interface IWorkRow : IWrittenRow
{
    /// <summary>The name of its kind: of a <see cref="WorkKind"/>.</summary>
    string Kind { get; }

    /// <summary>Counts the times that the work was begun: 1, and one more with each retry.</summary>
    int Generation { get; }

    /// <summary>Whether this generation has ended.</summary>
    bool HasEnded { get; }

    /// <summary>The worker that is at it, until <see cref="ClaimUntil"/>.</summary>
    string? ClaimOwner { get; set; }

    DateTimeOffset? ClaimUntil { get; set; }

    /// <summary>Takes over what others than the worker may change while it is at work; the worker then writes again.</summary>
    /// <param name="current">The row as it is stored now.</param>
    /// <returns>False where nobody else may change it: then a changed row is a lost one.</returns>
    bool TakeOver(IWorkRow current);
}
