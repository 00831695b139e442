namespace SpeechPipeline.Durability;

/// <summary>All kinds of work that own webhooks and rows of unfinished work.</summary>
public sealed class WorkKinds(IEnumerable<WorkKind> kinds)
{
    readonly WorkKind[] _all = [.. kinds];

    /// <summary>The kind of the work that has this id; null where it is none.</summary>
    public WorkKind? Find(string id) => Array.Find(_all, kind => kind.IsId(id));

    /// <exception cref="ArgumentException">It is the id of no work.</exception>
    public WorkKind Of(string id) => Find(id) ?? throw new ArgumentException($"'{id}' is the id of no work.", nameof(id));
}
