namespace SpeechPipeline.Durability;

/// <summary>All kinds of work.</summary>
public sealed class WorkKinds(IEnumerable<WorkKind> kinds)
{
    readonly WorkKind[] _all = [.. kinds];

    public IReadOnlyList<WorkKind> All => _all;

    /// <summary>The kind of work with this id; null if it is not an id.</summary>
    public WorkKind? Find(string id) => Array.Find(_all, kind => kind.IsId(id));

    /// <exception cref="ArgumentException">The text is not the id of any kind of work.</exception>
    public WorkKind Of(string id) => Find(id) ?? throw new ArgumentException($"'{id}' is not the id of any kind of work.", nameof(id));
}
