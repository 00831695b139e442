using System.Net.Http.Json;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>Callers that wait for a job: in the submission's own answer, and by server-sent events.</summary>
public sealed class WaitingSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_that_prefers_to_wait_is_answered_with_the_ended_job()
    {
        var (status, applied, job) = await SubmitAsync("wait=60", new { input = $"Waited for, {Guid.NewGuid()}.", voice = "am_adam" });
        Assert.Equal((200, "wait=60", "completed"), (status, applied, job.Text("status")));
        Assert.True(job.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_wait_that_is_over_is_answered_with_the_job_as_it_is()
    {
        var words = string.Join("\n\n", Enumerable.Range(0, 2_000).Select(i => $"Paragraph {i} of {Guid.NewGuid()}."));
        var (status, applied, job) = await SubmitAsync("respond-async, wait=1", new { input = words, voice = "am_adam" });
        Assert.Equal((202, "wait=1"), (status, applied));
        Assert.Contains(job.Text("status"), new[] { "queued", "running" });
        using var cancelled = await _driver.SendAsync(HttpMethod.Post, $"api/jobs/{job.Text("id")}/cancel");
    }

    [Theory]
    [InlineData("wait=soon")]
    [InlineData("return=minimal")]
    public async Task Another_preference_changes_nothing(string prefer)
    {
        var (status, applied, _) = await SubmitAsync(prefer, new { input = "Not waited for.", voice = "am_adam" });
        Assert.Equal((202, ""), (status, applied));
    }

    [Fact]
    public async Task The_events_of_a_job_show_its_way_and_end_with_it()
    {
        var words = string.Join("\n\n", Enumerable.Range(0, 60).Select(i => $"Paragraph {i} of {Guid.NewGuid()}."));
        var job = await _driver.SubmitAsync(new { input = words, voice = "am_adam" });
        using var client = new HttpClient();
        using var response = await client.GetAsync(_driver.Address($"api/jobs/{job.Text("id")}/events"), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var seen = new List<JsonElement>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
        {
            Assert.Equal("job", item.EventType);
            seen.Add(JsonSerializer.Deserialize<JsonElement>(item.Data));
        }

        Assert.NotEqual("completed", seen[0].Text("status"));
        Assert.Equal("completed", seen[^1].Text("status"));
        Assert.Single(seen, each => each.Text("status") == "completed");
        Assert.Equal(seen.Select(each => each.ToString()).Distinct(), seen.Select(each => each.ToString()));
    }

    async Task<(int Status, string Applied, JsonElement Job)> SubmitAsync(string prefer, object body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _driver.Address("api/jobs")) { Content = JsonContent.Create(body) };
        request.Headers.Add("Prefer", prefer);
        using var response = await client.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, response.Headers.TryGetValues("Preference-Applied", out var applied) ? string.Join(' ', applied) : "", await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
