using System.Diagnostics;
using System.Text.Json;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

/// <summary>The npm package together-ai, run by node against the endpoint.</summary>
public sealed class OfficialClientSpecs : EndpointSpecs
{
    const string Key = "a key";

    protected override SpeechEndpointOptions Options { get; } = new() { ApiKey = Key };

    [Fact]
    public async Task It_speaks_a_sentence_and_lists_the_voices()
    {
        var output = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");
        try
        {
            var answer = await RunAsync(Key, output, Request(("voice", "af_heart")));

            Assert.Equal(200, answer.GetProperty("status").GetInt32());
            Assert.Equal("audio/wav", answer.GetProperty("contentType").GetString());
            Assert.Contains(Kokoro, answer.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
            var audio = Decoded.File(await File.ReadAllBytesAsync(output, Cancelled), "wav");
            Assert.Equal(24_000, audio.SampleRateHz);
            Assert.InRange(audio.DurationSeconds, 2, 5);
        }
        finally
        {
            File.Delete(output);
        }
    }

    [Fact]
    public async Task It_understands_the_errors()
    {
        var wrong = await RunAsync(Key, "unused", Request(("voice", "nobody")));
        var keyless = await RunAsync("another key", "unused", Request());

        Assert.Equal(400, wrong.GetProperty("status").GetInt32());
        Assert.Equal("voice", wrong.GetProperty("error").GetProperty("error").GetProperty("param").GetString());
        Assert.Equal(401, keyless.GetProperty("status").GetInt32());
    }

    async Task<JsonElement> RunAsync(string key, string output, Dictionary<string, object?> request)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests", "tools", "speak.mjs"), Endpoint.BaseAddress.ToString(), key, output, JsonSerializer.Serialize(request)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = node.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = await node.StandardError.ReadToEndAsync(Cancelled);
        await node.WaitForExitAsync(Cancelled);
        Assert.True(node.ExitCode == 0, errors);
        return JsonDocument.Parse(await said).RootElement;
    }
}
