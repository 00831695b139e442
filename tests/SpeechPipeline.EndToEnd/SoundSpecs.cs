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

    [Fact]
    public async Task Speech_is_as_fast_as_was_asked_for_and_pauses_are_as_long()
    {
        const string Text = "The keeper lit the lamp, and a ship came by in the night. [pause 2s] Nobody on board had seen the light, for they were all asleep.";
        var (slow, fast) = (await SecondsAsync(0.5), await SecondsAsync(2));
        Assert.InRange((slow - 2.8) / (fast - 2.8), 3, 5);

        async Task<double> SecondsAsync(double speed)
        {
            var job = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = Text, voice = "am_adam", speed }));
            var segments = (await JsonAsync(job, "manifest")).At("segments");
            Assert.Equal(2, segments.GetArrayLength());
            Assert.Equal(2 * 24_000, segments[1].Number("start") - segments[0].Number("end"));
            Assert.Equal(7_200, segments[0].Number("start"));
            Assert.Equal((1, 1), (segments[0].Number("attempts"), segments[1].Number("attempts")));
            return job.At("result", "audio").GetProperty("duration_seconds").GetDouble();
        }
    }

    [Fact]
    public async Task An_audiobook_from_its_request_to_its_file()
    {
        var job = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = "The keeper lit the lamp, and a ship came by in the night. Nobody on board had seen the light.", voice = "am_adam", loudness = "audiobook", bit_rate = 192_000, sample_rate = 44_100 }));
        var heard = AudioStats.Of(await App.GetByteArrayAsync(new Uri(job.At("result", "audio").Text("url")), Cancellation));
        Assert.InRange(heard.RmsDb, -23, -18);
        Assert.True(heard.PeakDb <= -3, $"{heard}");
        Assert.InRange(heard.SilenceBefore, 0.5, 1);
        Assert.InRange(heard.SilenceAfter, 1, 5);
    }

    static async Task<JsonElement> JsonAsync(JsonElement job, string file) =>
        JsonSerializer.Deserialize<JsonElement>(await App.GetStringAsync(new Uri(job.At("result", file).Text("url")), Cancellation));
}
