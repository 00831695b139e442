using SpeechPipeline.Requests;
namespace SpeechPipeline.Shows;

/// <summary>What the queue <c>show-feeds</c> carries: the show whose feed is to be made anew.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Show">The show's name.</param>
/// <param name="Round">How often the message has come back as poison.</param>
public sealed record FeedMessage(int V, string Show, int Round = 0)
{
    public const int Version = 1;

    public static FeedMessage For(ShowName show) => new(Version, show.ToString());
}
