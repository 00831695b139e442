namespace SpeechPipeline.Batches;

/// <summary>The form of a batch's source.</summary>
public enum BatchKind
{
    /// <summary>One JSON object with <c>items</c>.</summary>
    Json,

    /// <summary>One job a line.</summary>
    Ndjson,

    /// <summary>RSS 2.0 or Atom 1.0: one job an entry.</summary>
    Feed,
}
