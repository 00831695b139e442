using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.EndToEnd;

/// <summary>What goes wrong on the far side, and what the caller sees of it.</summary>
public sealed class FailureSpecs : OwnPipeline
{
    [Fact]
    public async Task A_passing_failure_is_tried_again_and_the_manifest_says_so()
    {
        Driver.Pipeline.Endpoint!.Faults.Next(Fault.Status(500)).Next(Fault.CutAfter(1000));
        var done = await Driver.CompletionOfAsync(await Driver.SubmitAsync(new { input = "Once more, with feeling.", voice = "am_adam" }));
        var segment = (await PipelineDriver.ManifestOfAsync(done)).At("segments")[0];
        Assert.Equal(3, segment.Number("attempts"));
        Assert.False(segment.GetProperty("from_cache").GetBoolean());
    }

    [Fact]
    public async Task A_request_that_the_endpoint_refuses_fails_the_job_with_its_words_and_the_segment()
    {
        var ended = await Driver.EndOfAsync(await Driver.SubmitAsync(new { input = "Nobody has this voice.", voice = "am_nobody" }));
        Assert.Equal("failed", ended.Text("status"));
        Assert.Equal("segment_rejected", ended.At("error").Text("code"));
        Assert.Equal(0, ended.At("error").Number("segment"));
        Assert.Contains("am_nobody", ended.At("error").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_lets_the_job_wait_visibly_instead_of_failing()
    {
        Driver.Pipeline.Endpoint!.Faults.When(_ => true, Fault.Status(401));
        var job = await Driver.SubmitAsync(new { input = "Patience is a key.", voice = "am_adam" });
        var waiting = await Eventually.SeeAsync(() => Driver.GetJobAsync(job.Text("id")), seen => seen.TryGetProperty("next_attempt_at", out _));
        Assert.Equal("running", waiting.Text("status"));
        Assert.Contains("401", waiting.Text("status_reason"), StringComparison.Ordinal);

        Driver.Pipeline.Endpoint!.Faults.Clear();
        await Driver.CompletionOfAsync(job);
    }

    [Fact]
    public async Task A_cancelled_job_ends_and_stays_cancelled()
    {
        Driver.Pipeline.Endpoint!.Faults.When(_ => true, Fault.NeverAnswer());
        var job = await Driver.SubmitAsync(new { input = "This is never heard.", voice = "am_adam" });
        await Eventually.SeeAsync(() => Driver.GetJobAsync(job.Text("id")), seen => seen.Text("status") == "running");
        using var response = await Driver.PostAsync($"api/jobs/{job.Text("id")}/cancel", "application/json", []);
        Assert.Equal("cancelled", (await PipelineDriver.ReadAsync(response, 200)).Text("status"));
        using var again = await Driver.PostAsync($"api/jobs/{job.Text("id")}/cancel", "application/json", []);
        Assert.Equal("cancelled", (await PipelineDriver.ReadAsync(again, 200)).Text("status"));
        Assert.Equal("cancelled", (await Driver.GetJobAsync(job.Text("id"))).Text("status"));
    }
}
