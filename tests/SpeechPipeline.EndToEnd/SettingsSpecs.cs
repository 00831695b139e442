using SpeechPipeline.LocalHost;

namespace SpeechPipeline.EndToEnd;

/// <summary>A pipeline that cannot run as it is set says so and ends.</summary>
public sealed class SettingsSpecs
{
    [Theory]
    [InlineData("Speech__BaseAddress", "speech.example.com/v1", "The setting Speech:BaseAddress must be an absolute address")]
    [InlineData("Speech__Concurrency", "many", "Speech:Concurrency")]
    [InlineData("Webhooks__SigningKeys", "whsec_short", "The setting Webhooks:SigningKeys cannot be read")]
    [InlineData("SweepSchedule", "soon", "schedule 'soon', the value of %SweepSchedule%, is neither")]
    [InlineData("Host__DrainGrace", "-00:00:01", "DrainGrace")]
    [InlineData("AzureWebJobsStorage", "nonsense", "AzureWebJobsStorage")]
    public async Task The_command_names_the_setting_in_one_line_and_ends_with_one(string setting, string value, string message)
    {
        var (exit, output, error) = await Speech.RunAsync(new Dictionary<string, string> { [setting] = value }, "serve", "--port", "0", "--data", Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}"));
        Assert.Equal(1, exit);
        Assert.Contains(message, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line != "Starting the pipeline."), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_names_a_setting_that_cannot_be_read()
    {
        var (exit, output, error) = await Speech.RunAsync(new Dictionary<string, string> { ["Speech__Concurrency"] = "many" }, "plan", Repository.PathOf("samples", "first-episode.md"));
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("The setting Speech:Concurrency is 'many'; it must be a whole number.", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_wrong_settings_are_both_named()
    {
        var options = new LocalPipelineOptions { Settings = new Dictionary<string, string?> { ["Speech:Concurrency"] = "0", ["Drops:UnfinishedLimit"] = "0" } };
        var thrown = await Assert.ThrowsAsync<InvalidSettingsException>(() => LocalPipeline.StartAsync(options, TestContext.Current.CancellationToken));
        Assert.Contains("Speech:Concurrency", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Drops:UnfinishedLimit", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_local_host_knows_its_own_address_and_warns_of_nothing()
    {
        using var server = Speech.Start(new Dictionary<string, string>(), "serve", "--port", "0", "--data", Directory.CreateTempSubdirectory("speech-settings-").FullName);
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("Pipeline at http://127.0.0.1:", line, StringComparison.Ordinal);
            using var http = new HttpClient();
            var health = await http.GetStringAsync(new Uri($"{line!.Split(' ')[2].TrimEnd(',')}/health"), TestContext.Current.CancellationToken);
            Assert.Contains("\"drops\":{\"status\":\"healthy\"}", health, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("Settings:", await server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
