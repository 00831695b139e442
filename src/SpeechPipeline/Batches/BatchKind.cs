namespace SpeechPipeline.Batches;

/// <summary>What the source of a batch is.</summary>
public enum BatchKind
{
    /// <summary>One JSON object with <c>items</c>.</summary>
    Json,

    /// <summary>One job a line.</summary>
    Ndjson,

    /// <summary>RSS 2.0 or Atom 1.0: one job an entry.</summary>
    Feed,
}
