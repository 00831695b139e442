using System.Security.Cryptography;
using System.Xml.Linq;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>Jobs whose episodes join a show, and the feed that they come into.</summary>
static class EpisodeJobs
{
    /// <summary>A job as it stands when it is completed.</summary>
    public static JobRow Completed(ShowName show, string title, DateTimeOffset askedAt, string? drop = null) => new()
    {
        Id = JobId.From(askedAt, RandomNumberGenerator.GetBytes(10)),
        State = JobStatus.Completed,
        Title = title,
        Drop = drop,
        Language = "en",
        ResponseFormat = "mp3",
        Show = show.ToString(),
        BaseAddress = "http://localhost/api",
        CreatedAt = askedAt,
        EpisodeToken = EpisodeAddress.NewToken(),
        Audio = PipelineJson.Text(new EpisodeAudio("audio/mpeg", 1_000, "", 24_000, 1, 24_000, 1)),
    };

    public static async Task<IReadOnlyList<XElement>> FeedItemsAsync(FaultFixture fixture, ShowName show)
    {
        var content = await fixture.Storage.Shows.GetBlobClient($"{show}/feed.xml").DownloadContentAsync(FaultFixture.Cancellation);
        return [.. XDocument.Parse(content.Value.Content.ToString()).Descendants("item")];
    }
}
