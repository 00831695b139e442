using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>Shows of one name, with episodes of jobs that were run or that are said to be completed.</summary>
static class ShowFixture
{
    public static ShowName Name { get; } = ShowName.Parse("to-hear");

    public static async Task<JobRow> SubmitJsonAsync(this JobFixture fixture, string json)
    {
        var read = fixture.Get<RequestReader>().ReadJson(Encoding.UTF8.GetBytes(json));
        Assert.Empty(read.Problems);
        return await fixture.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, JobFixture.Cancellation);
    }

    /// <summary>A job that is completed, as its report finds it.</summary>
    public static JobRow Completed(string title) => Completed(title, JobId.New(TimeProvider.System));

    /// <summary>A job of the drop folder that is completed.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="modified">Of this version.</param>
    public static JobRow Dropped(string path, string title, DateTimeOffset modified)
    {
        var job = Completed(title, JobId.From(modified, RandomNumberGenerator.GetBytes(10)));
        job.Drop = path;
        return job;
    }

    static JobRow Completed(string title, JobId id) => new()
    {
        Id = id,
        State = JobStatus.Completed,
        Title = title,
        Language = "en",
        ResponseFormat = "mp3",
        Show = Name.ToString(),
        BaseAddress = "http://localhost/api",
        CreatedAt = DateTimeOffset.UtcNow,
        EpisodeToken = EpisodeAddress.NewToken(),
        Audio = PipelineJson.Text(new EpisodeAudio("audio/mpeg", 1_000, "", 24_000, 1, 24_000, 1)),
    };

    public static Task AddAsync(this JobFixture fixture, JobRow job) => fixture.Get<ShowEpisodes>().AddAsync(job, JobFixture.Cancellation);

    public static Task MakeFeedAsync(this JobFixture fixture) => fixture.Get<ShowFeed>().RebuildAsync(Name, JobFixture.Cancellation);

    /// <summary>The addresses of the audio of a feed's episodes, by their titles.</summary>
    public static async Task<Dictionary<string, string>> EnclosuresAsync(this JobFixture fixture) => (await fixture.FeedAsync()).Elements("item")
        .ToDictionary(item => item.Element("title")!.Value, item => item.Element("enclosure")!.Attribute("url")!.Value, StringComparer.Ordinal);

    public static async Task<ShowRow> ShowAsync(this JobFixture fixture) => (await fixture.Get<ShowStore>().FindAsync(Name, JobFixture.Cancellation))!;

    public static async Task<XElement> FeedAsync(this JobFixture fixture)
    {
        var content = await fixture.Storage.Shows.GetBlobClient($"{Name}/feed.xml").DownloadContentAsync(JobFixture.Cancellation);
        return XDocument.Parse(content.Value.Content.ToString()).Root!.Element("channel")!;
    }

    public static async Task<IReadOnlyList<string>> TitlesAsync(this JobFixture fixture) =>
        [.. (await fixture.FeedAsync()).Elements("item").Select(item => item.Element("title")!.Value)];
}
