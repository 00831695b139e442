using System.Text;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>An article goes in by HTTP; an episode, a manifest and a callback come out.</summary>
public sealed class EpisodeSpecs(PipelineFixture fixture)
{
    const string Sentence = "The lighthouse keeper wound the clock, wrote the weather into the book, and slept.";

    readonly PipelineDriver _driver = fixture.Driver;

    [Theory]
    [InlineData("mp3", "hexgrad/Kokoro-82M", "am_adam", null, 24_000)]
    [InlineData("wav", "hexgrad/Kokoro-82M", "am_adam", null, 24_000)]
    [InlineData("mp3", "canopylabs/orpheus-3b-0.1-ft", "leo", 44_100, 44_100)]
    [InlineData("wav", "cartesia/sonic-2", "laidback woman", 16_000, 16_000)]
    [InlineData("wav", "cartesia/sonic-2", "laidback woman", null, 44_100)]
    public async Task An_article_becomes_an_episode_that_decodes_to_the_samples_that_its_manifest_states(
        string format, string model, string voice, int? sampleRate, int heardRate)
    {
        var job = await _driver.SubmitAsync(new { input = $"{Sentence}\n\n{Sentence} {format}", model, voice, response_format = format, sample_rate = sampleRate });
        var done = await _driver.CompletionOfAsync(job);

        var audio = done.At("result", "audio");
        var file = await PipelineDriver.DownloadAsync(audio.Text("url"), "." + format);
        var manifest = await PipelineDriver.ManifestOfAsync(done);
        Assert.Equal(heardRate, audio.Number("sample_rate"));
        Assert.Equal(audio.Number("samples"), Ffmpeg.DecodeFile(file).Length);
        Assert.Equal(new FileInfo(file).Length, audio.Number("bytes"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))), audio.Text("sha256"));
        Assert.Equal(audio.Number("samples"), manifest.At("audio").Number("samples"));
        Assert.Equal(2, manifest.At("segments").GetArrayLength());
        Assert.True(double.Parse(Ffmpeg.Probe(file, "-show_entries", "format=duration", "-of", "csv=p=0")) is > 3 and < 30);
    }

    [Fact]
    public async Task A_raw_episode_is_the_samples_alone_in_the_encoding_asked_for()
    {
        var job = await _driver.SubmitAsync(new { input = Sentence, voice = "am_adam", response_format = "raw", response_encoding = "pcm_f32le" });
        var audio = (await _driver.CompletionOfAsync(job)).At("result", "audio");
        var file = await PipelineDriver.DownloadAsync(audio.Text("url"), ".raw");
        Assert.Equal(audio.Number("samples") * sizeof(float), new FileInfo(file).Length);
    }

    [Fact]
    public async Task The_webhook_is_signed_and_carries_the_job_object()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        var job = await _driver.SubmitAsync(new { input = Sentence, voice = "am_adam", webhook = receiver.Address, metadata = new { order = "17" } });
        var call = await receiver.NextAsync();

        Assert.True(call.GetProperty("verified").GetBoolean(), call.Text("reason"));
        var body = JsonSerializer.Deserialize<JsonElement>(call.Text("body"));
        Assert.Equal("job.completed", body.Text("type"));
        Assert.Equal(job.Text("id"), body.At("data").Text("id"));
        Assert.Equal("17", body.At("data", "metadata").Text("order"));
        Assert.Equal(body.At("data", "result", "audio").Text("sha256"), (await _driver.GetJobAsync(job.Text("id"))).At("result", "audio").Text("sha256"));
        var delivered = await Eventually.SeeAsync(
            () => _driver.GetJobAsync(job.Text("id")), seen => seen.At("webhook", "deliveries")[0].Text("status") == "delivered");
        Assert.Equal(call.Text("webhook-id"), delivered.At("webhook", "deliveries")[0].Text("id"));
    }

    [Fact]
    public async Task A_webhook_that_is_not_taken_is_sent_again_with_the_same_id_and_body()
    {
        using var receiver = await WebhookReceiver.StartAsync("503,200");
        await _driver.SubmitAsync(new { input = Sentence, voice = "am_adam", webhook = receiver.Address });
        var (first, second) = (await receiver.NextAsync(), await receiver.NextAsync());
        Assert.Equal(first.Text("webhook-id"), second.Text("webhook-id"));
        Assert.Equal(first.Text("body"), second.Text("body"));
        Assert.True(second.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task A_markdown_document_of_five_thousand_words_becomes_one_episode_with_its_chapters()
    {
        var markdown = LongArticle(words: 5_000);
        using var response = await _driver.PostAsync("api/jobs?voice=am_adam&response_format=mp3", "text/markdown; charset=utf-8", Encoding.UTF8.GetBytes(markdown));
        var done = await _driver.CompletionOfAsync(await PipelineDriver.ReadAsync(response, 202));

        var manifest = await PipelineDriver.ManifestOfAsync(done);
        var audio = done.At("result", "audio");
        var file = await PipelineDriver.DownloadAsync(audio.Text("url"), ".mp3");
        Assert.Equal("A Field Guide to Harbours", done.Text("title"));
        Assert.Equal(audio.Number("samples"), Ffmpeg.DecodeFile(file).Length);
        Assert.Equal(
            ["A Field Guide to Harbours", .. Enumerable.Range(1, 10).Select(chapter => $"Harbour {chapter}")],
            manifest.At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
        Assert.True(audio.GetProperty("duration_seconds").GetDouble() > 20 * 60);
        AssertSegmentsFillTheTimeline(manifest);
    }

    [Fact]
    public async Task An_article_that_was_spoken_before_is_not_paid_for_again()
    {
        var text = $"{Sentence} {Guid.NewGuid()}";
        var first = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = text, voice = "am_adam", response_format = "wav" }));
        var again = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = text, voice = "am_adam", response_format = "wav" }));
        Assert.True(first.At("usage").Number("characters_sent") > 0);
        Assert.Equal(0, again.At("usage").Number("characters_sent"));
        Assert.Equal(again.At("usage").Number("characters"), again.At("usage").Number("characters_cached"));
        Assert.True((await PipelineDriver.ManifestOfAsync(again)).At("segments")[0].GetProperty("from_cache").GetBoolean());
        Assert.Equal(first.At("result", "audio").Text("sha256"), again.At("result", "audio").Text("sha256"));
    }

    static void AssertSegmentsFillTheTimeline(JsonElement manifest)
    {
        var position = 0L;
        foreach (var segment in manifest.At("segments").EnumerateArray())
        {
            Assert.True(segment.Number("start") >= position, "segments overlap");
            Assert.True(segment.Number("end") > segment.Number("start"), "a segment is empty");
            position = segment.Number("end");
        }

        Assert.True(position <= manifest.At("audio").Number("samples"));
    }

    /// <summary>Ten chapters of plain sentences, no two alike.</summary>
    static string LongArticle(int words)
    {
        string[] places = ["quay", "breakwater", "boathouse", "customs hall", "lighthouse", "fish market", "slipway"];
        string[] people = ["The pilot", "A sailor", "The harbour master", "One rower", "Somebody's aunt", "The cook"];
        string[] deeds = ["mended a net beside", "counted gulls above", "painted the door of", "waited for rain at", "told stories about"];
        var text = new StringBuilder("# A Field Guide to Harbours\n\nThis guide was written to be heard.\n");
        for (var (count, sentence) = (0, 0); count < words; sentence++)
        {
            if (sentence % (words / 100) == 0)
            {
                text.Append($"\n\n## Harbour {(sentence / (words / 100)) + 1}\n\n");
            }

            var line = $"{people[sentence % 6]} {deeds[sentence % 5]} the {places[sentence % 7]} on day {sentence + 1}. ";
            text.Append(line).Append(sentence % 4 == 3 ? "\n\n" : "");
            count += line.Count(' '.Equals);
        }

        return text.ToString();
    }
}
