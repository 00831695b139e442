using SpeechPipeline.Articles;

namespace SpeechPipeline.Sources;

/// <summary>How an attempt to fetch a source ended.</summary>
public abstract record SourceOutcome
{
    /// <summary>The source was fetched.</summary>
    public sealed record Found(ArticleSource Source) : SourceOutcome;

    /// <summary>The source cannot be fetched now; <paramref name="Until"/> is the site's hint.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until) : SourceOutcome;

    /// <summary>The source cannot be fetched.</summary>
    public sealed record Refused(string Code, string Message) : SourceOutcome;
}
