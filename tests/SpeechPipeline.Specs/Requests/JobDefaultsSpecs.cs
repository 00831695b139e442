using System.Text;
using System.Text.Json;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Specs.Requests;

public sealed class JobDefaultsSpecs
{
    [Theory]
    [InlineData("""{"voice":"a","model":"m"}""", """{"input":"x","voice":"b"}""", """{"input":"x","voice":"b","model":"m"}""")]
    [InlineData("""{"voice":"a"}""", """{"voice":null}""", """{"voice":null}""")]
    [InlineData("""{"metadata":{"a":"1","b":"2"}}""", """{"metadata":{"b":"3","c":"4"}}""", """{"metadata":{"b":"3","c":"4","a":"1"}}""")]
    [InlineData("""{"metadata":{"a":"1"}}""", """{"metadata":"wrong"}""", """{"metadata":"wrong"}""")]
    [InlineData("{}", "{}", "{}")]
    public void A_jobs_own_fields_win(string defaults, string job, string merged) =>
        Assert.Equal(merged, Encoding.UTF8.GetString(JobDefaults.Merge(Json(defaults), Json(job))));

    [Fact]
    public void Only_objects_can_be_merged() => Assert.Throws<ArgumentException>(() => JobDefaults.Merge(Json("{}"), Json("[]")));

    static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
