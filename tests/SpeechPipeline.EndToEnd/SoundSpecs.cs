using System.Text;
using System.Text.Json;
using static SpeechPipeline.EndToEnd.PodcastApp;

namespace SpeechPipeline.EndToEnd;

/// <summary>What a caller gets who says how it is to sound.</summary>
public sealed class SoundSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", -16.0)]
    [InlineData("&loudness_lufs=-20.5", -20.5)]
    [InlineData("&loudness_lufs=off", null)]
    public async Task An_episode_has_the_loudness_that_was_asked_for(string query, double? target)
    {
        using var content = new StringContent("# A lamp\n\nThe keeper lit the lamp.\n\n## The night\n\nA ship came by. Nobody saw it.", Encoding.UTF8, "text/markdown");
        using var answer = await App.PostAsync(_driver.Address($"api/jobs?voice=am_adam{query}"), content, Cancellation);
        var job = await _driver.CompletionOfAsync(await PipelineDriver.ReadAsync(answer, 202));
        var loudness = (await JsonAsync(job, "manifest")).At("loudness");
        if (target is null)
        {
            Assert.Equal(0, loudness.GetProperty("gain_db").GetDouble());
            Assert.False(loudness.TryGetProperty("target_lufs", out _));
        }
        else
        {
            Assert.Equal(target.Value, loudness.GetProperty("target_lufs").GetDouble());
            Assert.Equal(target.Value, loudness.GetProperty("reached_lufs").GetDouble(), 0.5);
        }

        Assert.Equal(["A lamp", "The night"], (await JsonAsync(job, "chapters")).At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
        var words = await App.GetStringAsync(new Uri(job.At("result", "transcript").Text("url")), Cancellation);
        Assert.StartsWith("WEBVTT\n\n00:00:00.3", words);
        Assert.Contains("\nA ship came by. Nobody saw it.\n", words);
        var subtitles = await App.GetStringAsync(new Uri(job.At("result", "transcript").Text("url").Replace("/transcript?", "/transcript.srt?")), Cancellation);
        Assert.StartsWith("1\n00:00:00,", subtitles);
        var transcript = JsonSerializer.Deserialize<JsonElement>(
            await App.GetStringAsync(new Uri(job.At("result", "transcript").Text("url").Replace("/transcript?", "/timeline.json?")), Cancellation));
        Assert.Equal("The keeper lit the lamp.", transcript.At("segments")[1].Text("text"));
    }

    static async Task<JsonElement> JsonAsync(JsonElement job, string file) =>
        JsonSerializer.Deserialize<JsonElement>(await App.GetStringAsync(new Uri(job.At("result", file).Text("url")), Cancellation));
}
