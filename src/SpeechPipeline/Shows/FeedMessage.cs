using SpeechPipeline.Requests;
namespace SpeechPipeline.Shows;

/// <summary>A message of the queue <c>show-feeds</c>: the show whose feed must be rebuilt.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Show">The show's name.</param>
/// <param name="Round">How often the message has become poison.</param>
public sealed record FeedMessage(int V, string Show, int Round = 0)
{
    public const int Version = 1;

    public static FeedMessage For(ShowName show) => new(Version, show.ToString());
}
