using SpeechPipeline.Articles;

namespace SpeechPipeline.Sources;

/// <summary>How an attempt to fetch a source ended.</summary>
public abstract record SourceOutcome
{
    /// <summary>It is there.</summary>
    public sealed record Found(ArticleSource Source) : SourceOutcome;

    /// <summary>It cannot be had now; <paramref name="Until"/> is the site's hint.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until) : SourceOutcome;

    /// <summary>It cannot be had at all.</summary>
    public sealed record Refused(string Code, string Message) : SourceOutcome;
}
