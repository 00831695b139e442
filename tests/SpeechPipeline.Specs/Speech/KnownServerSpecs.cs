using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>Two settings, an address and a key, are enough for the servers that people have.</summary>
public sealed class KnownServerSpecs
{
    public static TheoryData<string> Names => [.. KnownServers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_job_that_names_neither_model_nor_voice_is_spoken(string name)
    {
        var known = KnownServers.All[name];
        using var server = new SpeechServer(known.Answer);
        await using var fixture = await JobFixture.StartAsync(settings: [("Speech:BaseAddress", server.Root + known.Base), ("Speech:ApiKey", KnownServers.Key)]);
        var read = fixture.Get<RequestReader>().ReadJson("""{"input":"The first of two paragraphs is short.\n\nThe second of them is not much longer.","response_format":"wav"}"""u8.ToArray());
        Assert.Empty(read.Problems);
        var job = await fixture.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, JobFixture.Cancellation);
        await fixture.RunAsync(job);

        var done = await fixture.FindAsync(job);
        Assert.True(done.State == JobStatus.Completed, $"{done.StatusReason} {done.ErrorMessage}");
        var last = server.Spoken.Last();
        Assert.Equal((known.Model, known.Voice), (last.Text("model"), last.Text("voice")));

        var health = await fixture.Get<HealthCheck>().LookAsync(JobFixture.Cancellation);
        Assert.Equal("healthy", health.Status);
        var voices = await fixture.Get<VoiceCatalog>().FindAsync(model: null, JobFixture.Cancellation);
        Assert.Equal(known.ListsVoices, voices is VoicesAnswer.Listed);
    }

    [Theory]
    [InlineData("vLLM", "vivian")]
    [InlineData("openedai-speech", "alloy")]
    public async Task A_job_that_names_the_default_voice_is_never_spoken_by_another(string name, string standIn)
    {
        var known = KnownServers.All[name];
        var hasDefault = false;
        using var server = new SpeechServer(call => hasDefault && call.Text("voice") == "af_heart" ? Reply.Sound(ToneSound.Wav(call.Text("input")!)) : known.Answer(call));
        await using var fixture = await JobFixture.StartAsync(settings: [("Speech:BaseAddress", server.Root + known.Base), ("Speech:ApiKey", KnownServers.Key)]);
        Assert.Equal(JobStatus.Completed, (await RunAsync(voice: null)).State);

        // Speech of the stand-in is stored by now, under the same key.
        var refused = await RunAsync("af_heart");
        Assert.Equal((JobStatus.Failed, "segment_rejected"), (refused.State, refused.ErrorCode));
        Assert.Contains("af_heart", refused.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(known.ListsVoices, refused.ErrorMessage!.Contains($"It has these voices: {standIn}", StringComparison.Ordinal));
        Assert.Equal(JobStatus.Failed, (await RunAsync(voice: null, ",\"speakers\":{\"Anna\":\"af_heart\"}", "Anna: ")).State);

        hasDefault = true;
        Assert.Equal(JobStatus.Completed, (await RunAsync("af_heart")).State);
        Assert.Equal("af_heart", server.Spoken.Last().Text("voice"));
        var calls = server.Calls.Count;
        Assert.Equal(JobStatus.Completed, (await RunAsync("af_heart")).State);
        Assert.Equal(calls, server.Calls.Count);

        async Task<JobRow> RunAsync(string? voice, string more = "", string before = "")
        {
            var body = $"{{\"input\":\"{before}The one paragraph that there is.\",\"response_format\":\"wav\"{(voice is null ? "" : $",\"voice\":\"{voice}\"")}{more}}}";
            var read = fixture.Get<RequestReader>().ReadJson(System.Text.Encoding.UTF8.GetBytes(body));
            Assert.Empty(read.Problems);
            var job = await fixture.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, JobFixture.Cancellation);
            await fixture.RunAsync(job);
            return await fixture.FindAsync(job);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_learned_is_not_asked_again(string name)
    {
        var known = KnownServers.All[name];
        using var server = new SpeechServer(known.Answer);
        var client = EndpointClient.For(server.Root + known.Base, KnownServers.Key);
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, JobFixture.Cancellation));
        var before = server.Calls.Count;
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, JobFixture.Cancellation));
        Assert.Equal(before + 1, server.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_key_is_refused_in_the_servers_words_and_never_repeated(string name)
    {
        var known = KnownServers.All[name];
        using var server = new SpeechServer(known.Answer);
        const string wrong = "sk-wrong-9876543210";
        if (await EndpointClient.For(server.Root + known.Base, wrong).SynthesizeAsync(EndpointClient.Hello, JobFixture.Cancellation) is SpeechAnswer.Failed failed)
        {
            Assert.Equal(SpeechFailureKind.KeyRefused, failed.Kind);
            Assert.Matches("^The endpoint answered 40[13]: .", failed.Message);
            Assert.DoesNotContain(wrong, failed.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(name, (string[])["Kokoro-FastAPI", "Orpheus-FastAPI", "LocalAI", "openedai-speech"]);
        }
    }
}
