using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

public sealed class JobObjectSpecs
{
    [Fact]
    public void A_job_names_the_show_that_its_episode_joins_and_only_where_there_is_one()
    {
        Assert.Contains("\"show\":\"to-hear\"", Written(new JobRow { Show = "to-hear" }), StringComparison.Ordinal);
        Assert.DoesNotContain("show", Written(new JobRow()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_says_that_its_language_was_detected_and_only_then()
    {
        Assert.Contains("\"language\":\"de\",\"language_detected\":true", Written(new JobRow { Language = "de", LanguageDetected = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("language_detected", Written(new JobRow { Language = "de" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobStatus.Queued, 0, 0, null, "{\"segments_total\":0,\"segments_done\":0}")]
    [InlineData(JobStatus.Running, 0, 0, null, "{\"phase\":\"planning\",\"segments_total\":0,\"segments_done\":0}")]
    [InlineData(JobStatus.Running, 3, 1, null, "{\"phase\":\"speaking\",\"phase_done\":0.333,\"segments_total\":3,\"segments_done\":1}")]
    [InlineData(JobStatus.Running, 3, 3, 0.25, "{\"phase\":\"mastering\",\"phase_done\":0.25,\"segments_total\":3,\"segments_done\":3}")]
    [InlineData(JobStatus.Running, 3, 3, 1.0, "{\"phase\":\"publishing\",\"segments_total\":3,\"segments_done\":3}")]
    [InlineData(JobStatus.Completed, 3, 3, 1.0, "{\"segments_total\":3,\"segments_done\":3}")]
    public void A_running_job_says_its_phase_and_how_much_of_it_is_done(JobStatus status, int segments, int done, double? mastered, string progress) =>
        Assert.Contains($"\"progress\":{progress}", Written(new JobRow { State = status, SegmentsTotal = segments, SegmentsDone = done, Mastered = mastered }), StringComparison.Ordinal);

    [Fact]
    public void A_price_that_is_not_known_is_not_said_to_be_nothing()
    {
        Assert.Contains("\"usd_per_million_characters\":4,\"cost_usd\":0.00004", Written(new JobRow { CharactersSent = 10, UsdPerMillionCharacters = 4 }), StringComparison.Ordinal);
        Assert.Contains("\"usd_per_million_characters\":0,\"cost_usd\":0", Written(new JobRow { CharactersSent = 10, UsdPerMillionCharacters = 0 }), StringComparison.Ordinal);
        Assert.DoesNotContain("usd", Written(new JobRow { CharactersSent = 10 }), StringComparison.Ordinal);
    }

    static string Written(JobRow row) => PipelineJson.Text(JobObject.From(row));
}
