using System.Security.Cryptography;
using System.Text.Json;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What the app is for, done by the published worker under the host's protocol.</summary>
public sealed class FlowSpecs(WorkerFixture fixture)
{
    readonly Caller _caller = new(fixture.Host.Address, "the-function-key");

    [Fact]
    public async Task A_job_goes_from_HTTP_through_the_queue_to_audio_manifest_and_webhook()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        try { await _caller.PostAsync("api/jobs", new { input = "x y" }); } finally { var w = await fixture.Host.WorkerAsync(TestContext.Current.CancellationToken); File.WriteAllText("/tmp/worker.log", string.Join("\n", fixture.Host.Failures.Select(f => f.Message)) + w.Process.Output + string.Join("\n", w.Connection.Logs)); }
        var job = await _caller.PostAsync("api/jobs", new { input = "The lighthouse keeper wound the clock.", voice = "am_adam", webhook = receiver.Address });
        var call = await receiver.NextAsync();
        Assert.True(call.GetProperty("verified").GetBoolean(), call.Text("reason"));
        Assert.Equal(job.Text("id"), JsonSerializer.Deserialize<JsonElement>(call.Text("body")).At("data").Text("id"));

        var done = await _caller.CompletionOfJobAsync(job.Text("id"));
        var audio = done.At("result", "audio");
        var file = await Caller.DownloadAsync(audio.Text("url"));
        Assert.Equal(audio.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(file)));
        var manifest = JsonSerializer.Deserialize<JsonElement>(await Caller.DownloadAsync(done.At("result", "manifest").Text("url")));
        Assert.Equal(audio.Number("samples"), manifest.At("audio").Number("samples"));
    }
}
