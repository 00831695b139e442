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

    static string Written(JobRow row) => PipelineJson.Text(JobObject.From(row));
}
