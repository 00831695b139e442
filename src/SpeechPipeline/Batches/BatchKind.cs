namespace SpeechPipeline.Batches;

/// <summary>The form of a batch's source.</summary>
public enum BatchKind
{
    /// <summary>One JSON object with <c>items</c>.</summary>
    Json,

    /// <summary>One job a line.</summary>
    Ndjson,

    /// <summary>RSS, Atom or JSON Feed: one job an entry; or what names feeds: a list in OPML, a page.</summary>
    Feed,
}
