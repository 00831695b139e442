using System.Net;
using System.Text;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>A message that nobody can read: who is told of it, how it is looked at, and how it is cleared.</summary>
public sealed class ParkedSpecs : OwnPipeline
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_is_degraded_until_every_parked_message_is_cleared()
    {
        const string Script = "<script>alert('nothing that is JSON')</script>";
        await ParkAsync(Script, "{\"v\":1,\"job\":\"../nobody\",\"run\":1}", "x");

        var health = await HealthAsync(503);
        Assert.Equal(("degraded", 3L), (health.Text("status"), health.Number("parked")));
        Assert.StartsWith("3 messages that could not be read were set aside. GET /api/parked lists them", health.Text("parked_detail"), StringComparison.Ordinal);

        var listed = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            using var answer = await Driver.GetAsync($"api/parked?limit=2{next}");
            var page = await PipelineDriver.ReadAsync(answer, 200);
            listed.AddRange(page.At("data").EnumerateArray());
            next = page.TryGetProperty("next_cursor", out var cursor) ? $"&cursor={Uri.EscapeDataString(cursor.GetString()!)}" : null;
        }

        Assert.Equal(3, listed.Select(message => message.Text("id")).Distinct().Count());
        Assert.All(listed, message => Assert.Equal("speech-jobs", message.Text("queue")));
        var script = Assert.Single(listed, message => message.Number("bytes") == Script.Length);
        Assert.InRange(script.GetProperty("parked_at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1));

        using (var shown = await Driver.GetAsync($"api/parked/speech-jobs/{script.Text("id")}"))
        {
            Assert.Equal(Script, await shown.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(("application/octet-stream", "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Equal("attachment", shown.Content.Headers.ContentDisposition!.DispositionType);
        }

        foreach (var message in listed)
        {
            Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync($"api/parked/speech-jobs/{message.Text("id")}"));
        }

        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync($"api/parked/speech-jobs/{script.Text("id")}"));
        health = await HealthAsync(200);
        Assert.Equal(("healthy", 0L, false), (health.Text("status"), health.Number("parked"), health.TryGetProperty("parked_detail", out _)));
    }

    [Theory]
    [InlineData("api/parked/speech-jobs/none", 404)]
    [InlineData("api/parked/jobs/none", 404)]
    [InlineData("api/parked/speech-jobs/%2e%2e%2fjobs", 404)]
    [InlineData("api/parked/speech-jobs/..%2f..%2fjobs", 404)]
    [InlineData("api/parked?cursor=..%2f..", 400)]
    [InlineData("api/parked?limit=0", 400)]
    public async Task A_name_that_is_none_leads_nowhere(string path, int status)
    {
        using var answer = await Driver.GetAsync(path);
        await PipelineDriver.ReadAsync(answer, status);
        if (status == 404)
        {
            Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(path));
        }
    }

    [Fact]
    public async Task The_command_lists_shows_and_deletes()
    {
        await ParkAsync("two", "three");
        await Driver.Storage().Parked.GetBlobClient("speech-jobs/one").UploadAsync(BinaryData.FromString("one\u001b[2J"), Cancellation);
        string[] server = ["--server", Driver.Pipeline.Address.AbsoluteUri];

        var (exit, output, error) = await Speech.RunAsync(["parked", .. server]);
        Assert.Equal((0, ""), (exit, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal(output, (await Speech.RunAsync(["parked", "list", .. server])).Output);
        const string One = "speech-jobs/one";
        Assert.Single(lines, line => line.StartsWith($"{One}  7 bytes  ", StringComparison.Ordinal));

        // Into a file it goes as it was.
        Assert.Equal((0, "one\u001b[2J", ""), await Speech.RunAsync(["parked", "show", One, .. server]));

        (exit, output, error) = await Speech.RunAsync(["parked", "delete", One, "speech-jobs/none", .. server]);
        Assert.Equal((1, $"{One}: deleted.\n", "speech-jobs/none: There is no parked message 'speech-jobs/none'.\n"), (exit, output, error));
        (exit, output, error) = await Speech.RunAsync(["parked", "delete", "--all", .. server]);
        Assert.Equal((0, 2, ""), (exit, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, error));
        Assert.Equal((0, "", ""), await Speech.RunAsync(["parked", "list", .. server]));
    }

    [Theory]
    [InlineData("parked", "show")]
    [InlineData("parked", "show", "../jobs")]
    [InlineData("parked", "delete")]
    [InlineData("parked", "delete", "speech-jobs/a", "--all")]
    [InlineData("parked", "delete", "jobs/a")]
    public async Task Wrong_usage_ends_with_two_and_asks_no_server(params string[] arguments)
    {
        var (exit, _, error) = await Speech.RunAsync(arguments);
        Assert.Equal(2, exit);
        Assert.NotEmpty(error);
    }

    async Task ParkAsync(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await Driver.Storage().SpeechJobs.SendMessageAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes(body)), cancellationToken: Cancellation);
        }

        await Eventually.SeeAsync(
            async () => await PipelineDriver.ReadAsync(await Driver.GetAsync("api/parked"), 200), seen => seen.At("data").GetArrayLength() == bodies.Length);
    }

    async Task<JsonElement> HealthAsync(int status)
    {
        using var answer = await Driver.GetAsync("api/health");
        return await PipelineDriver.ReadAsync(answer, status);
    }

    async Task<HttpStatusCode> DeleteAsync(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.DeleteAsync(Driver.Address(path), Cancellation);
        return answer.StatusCode;
    }
}
