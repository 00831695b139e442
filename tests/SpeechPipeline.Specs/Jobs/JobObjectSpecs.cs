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

    static string Written(JobRow row) => PipelineJson.Text(JobObject.From(row));
}
