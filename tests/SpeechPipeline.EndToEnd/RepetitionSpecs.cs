using System.Net.Http.Json;
using System.Text.Json;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.EndToEnd;

/// <summary>What is asked twice, tried again, or came to nothing.</summary>
public sealed class RepetitionSpecs : OwnPipeline
{
    [Fact]
    public async Task A_repeated_submission_with_one_key_is_one_job()
    {
        var body = new { input = "Said twice, heard once.", voice = "am_adam" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SubmitAsync("key-1", body)));
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body.Text("id")).Distinct());
        await Driver.CompletionOfAsync(answers[0].Body);
        Assert.Single(Driver.Pipeline.Endpoint!.Ledger.Calls);

        var late = await SubmitAsync("key-1", body);
        Assert.Equal("completed", late.Body.Text("status"));
        Assert.Equal(409, (await SubmitAsync("key-1", new { input = "Something else.", voice = "am_adam" })).Status);
        Assert.Equal(400, (await SubmitAsync(new string('k', 256), body)).Status);
        Assert.NotEqual(late.Body.Text("id"), (await SubmitAsync("key-2", body)).Body.Text("id"));
    }

    [Fact]
    public async Task A_failed_job_is_retried_from_what_exists()
    {
        Driver.Pipeline.Endpoint!.Faults.When(request => request.Input.Contains("second", StringComparison.Ordinal), Fault.Status(422));
        var job = await Driver.SubmitAsync(new { input = "The first paragraph is spoken.\n\nThe second paragraph is not.", voice = "am_adam" });
        var failed = await Driver.EndOfAsync(job);
        Assert.Equal(1, failed.At("error").Number("segment"));

        Driver.Pipeline.Endpoint.Faults.Clear();
        using var response = await Driver.PostAsync($"api/jobs/{job.Text("id")}/retry", "application/json", []);
        var retried = await PipelineDriver.ReadAsync(response, 202);
        Assert.Equal(2, retried.Number("generation"));
        var done = await Driver.CompletionOfAsync(job);
        Assert.False(done.TryGetProperty("error", out _));
        Assert.Single(Driver.Pipeline.Endpoint.Ledger.Calls, call => call.Fault is null && call.InputLength == "The first paragraph is spoken.".Length);

        using var again = await Driver.PostAsync($"api/jobs/{job.Text("id")}/retry", "application/json", []);
        await PipelineDriver.ReadAsync(again, 409);
    }

    [Fact]
    public async Task A_job_that_nobody_waits_for_any_more_fails_with_its_deadline()
    {
        Driver.Pipeline.Endpoint!.Faults.When(_ => true, Fault.Status(401));
        using var wrong = await Driver.PostJsonAsync("api/jobs", new { input = "Too soon.", expires_after = 59 });
        Assert.Equal("#/expires_after", (await PipelineDriver.ReadAsync(wrong, 400)).At("errors")[0].Text("pointer"));
        var job = await Driver.SubmitAsync(new { input = "Nobody waits for this.", voice = "am_adam", expires_after = 60 });
        Assert.Equal("deadline_exceeded", (await Driver.EndOfAsync(job)).At("error").Text("code"));
    }

    [Fact]
    public async Task A_message_that_no_one_can_read_is_parked_and_health_says_so()
    {
        var storage = Driver.Storage();
        await storage.SpeechJobs.SendMessageAsync("{\"v\":1,\"job\":\"../nobody\",\"run\":1}", TestContext.Current.CancellationToken);
        await storage.SpeechJobs.SendMessageAsync("no json", TestContext.Current.CancellationToken);
        await storage.SpeechJobs.SendMessageAsync("%%% neither base64 nor JSON %%%", TestContext.Current.CancellationToken);
        await storage.SpeechJobs.SendMessageAsync("{\"v\":99,\"future\":true}", TestContext.Current.CancellationToken);
        var neighbour = await Driver.SubmitAsync(new { input = "The neighbour finishes.", voice = "am_adam" });

        await Driver.CompletionOfAsync(neighbour);
        var health = await Eventually.SeeAsync(
            async () => await (await Driver.GetAsync("api/health")).Content.ReadFromJsonAsync<JsonElement>(), seen => seen.Number("parked") == 3);
        Assert.Equal("degraded", health.Text("status"));
        // The message of a newer version is neither parked nor lost: it waits.
        Assert.Equal(1, (await storage.SpeechJobs.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount);
    }

    async Task<(int Status, JsonElement Body)> SubmitAsync(string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Driver.Address("api/jobs"));
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", key);
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
