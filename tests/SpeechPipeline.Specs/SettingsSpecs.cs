using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Specs;

/// <summary>A setting that is missing or wrong is known at start, by its name.</summary>
public sealed class SettingsSpecs
{
    static readonly (string, string?)[] Enough =
    [
        ("Speech:BaseAddress", "https://speech.example.com/v1"), ("Pipeline:PublicAddress", "https://app.example.com"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("app.azurewebsites.net", "https://app.azurewebsites.net/api")]
    [InlineData("localhost:7071", "http://localhost:7071/api")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void On_Azure_the_address_of_jobs_that_no_request_brought_is_the_apps_host_name(string? hostName, string? address)
    {
        using var host = Build([("Speech:BaseAddress", "https://speech.example.com/v1"), ("WEBSITE_HOSTNAME", hostName)], out _);
        var options = host.Services.GetRequiredService<IOptions<PipelineOptions>>().Value;
        Assert.Equal((address, null), (options.AddressOfJobs, options.PublicBase));
    }

    [Fact]
    public void A_public_address_goes_before_the_host_name()
    {
        using var host = Build([.. Enough, ("WEBSITE_HOSTNAME", "app.azurewebsites.net")], out _);
        Assert.Equal("https://app.example.com/api", host.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.AddressOfJobs);
    }

    [Theory]
    [InlineData("Speech:BaseAddress", null, "The setting Speech:BaseAddress is missing.")]
    [InlineData("Speech:BaseAddress", "speech.example.com/v1", "The setting Speech:BaseAddress must be an absolute address")]
    [InlineData("Speech:BaseAddress", "/v1", "The setting Speech:BaseAddress must be an absolute address")]
    [InlineData("Speech:BaseAddress", "https://user:secret@speech.example.com/v1", "The setting Speech:BaseAddress must be an absolute address that begins with https:// or http:// and has no user name.")]
    [InlineData("Speech:BaseAddress", "https://speech.example.com/v1#secret", "The setting Speech:BaseAddress must be an absolute address")]
    [InlineData("Speech:BaseAddress", "https://[", "Speech:BaseAddress")]
    [InlineData("Speech:Concurrency", "0", "The setting Speech:Concurrency must be between 1 and 256.")]
    [InlineData("Speech:Concurrency", "many", "Speech:Concurrency")]
    [InlineData("Speech:CallTimeout", "00:00:00", "The setting Speech:CallTimeout must be between 00:00:01 and 00:10:00.")]
    [InlineData("Speech:ApiKey", "secret\nsecret", "The setting Speech:ApiKey holds a line break")]
    [InlineData("Speech:ApiKey", "\"secret\"", "The setting Speech:ApiKey begins with a quotation mark")]
    [InlineData("Speech:KeyHeader", "api-key: secret", "The setting Speech:KeyHeader must be the name of a header")]
    [InlineData("Speech:KeyHeader", "Host", "The setting Speech:KeyHeader must be the name of a header")]
    [InlineData("Speech:CaFile", "/nowhere/ca.pem", "The setting Speech:CaFile names '/nowhere/ca.pem', which cannot be read")]
    [InlineData("Pipeline:PublicAddress", "https://app.example.com?a=1", "The setting Pipeline:PublicAddress must be an absolute address that begins with https:// or http:// and has neither a query nor a user name.")]
    [InlineData("Speech:ApiKey", "sécret", "The setting Speech:ApiKey")]
    [InlineData("Speech:DefaultVoice", "a+", "The setting Speech:DefaultVoice has a part without a name")]
    [InlineData("Speech:DefaultVoice", "", "The setting Speech:DefaultVoice is missing.")]
    [InlineData("Speech:Models:cartesia/sonic:MaxCharacters", "1", "The setting Speech:Models:cartesia/sonic:MaxCharacters must be between 40 and 10000.")]
    [InlineData("Pipeline:PublicAddress", "app.example.com", "The setting Pipeline:PublicAddress must be an absolute address")]
    [InlineData("Sound:LoudnessLufs", "-5", "The setting Sound:LoudnessLufs must be between -31 and -8")]
    [InlineData("Webhooks:SigningKeys", "whsec_secret", "The setting Webhooks:SigningKeys cannot be read: signing key 1: ")]
    [InlineData("Outbound:AllowedPrivateHosts:0", "http://intranet:8080", "The setting Outbound:AllowedPrivateHosts:0 is 'http://intranet:8080'; it must be the name")]
    [InlineData("Outbound:AllowedPrivateHosts:0", "*.intranet", "The setting Outbound:AllowedPrivateHosts:0 is '*.intranet'; it must be the name")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret", "The setting AzureWebJobsStorage ")]
    [InlineData("AzureWebJobsStorage", null, "AzureWebJobsStorage:blobServiceUri")]
    public async Task What_cannot_work_ends_the_start_and_is_named(string setting, string? value, string message)
    {
        using var host = Build([.. Enough, (setting, value)], out var log);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancellation));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        // A key goes neither into the message nor into the log.
        Assert.DoesNotContain("secret", thrown + string.Concat(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Speech:BaseAddress", "https://speech.example.com/openai/deployments/one?api-version=1")]
    [InlineData("Speech:BaseAddress", " https://speech.example.com ")]
    [InlineData("Speech:BaseAddress", "https://speech.example.com/v1/audio/speech")]
    [InlineData("Speech:ApiKey", "secret\n")]
    [InlineData("Speech:ApiKey", "Bearer secret")]
    [InlineData("Speech:KeyHeader", "xi-api-key")]
    public async Task What_people_paste_is_understood(string setting, string value)
    {
        using var host = Build([.. Enough, (setting, value)], out _);
        await host.StartAsync(Cancellation);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_missing_part_of_the_storage_section_is_named_before_a_call_needs_it()
    {
        using var host = Build(
            [.. Enough, ("AzureWebJobsStorage", null), ("AzureWebJobsStorage:blobServiceUri", "https://a.blob.example.com"), ("AzureWebJobsStorage:queueServiceUri", "https://a.queue.example.com")], out _);
        Assert.Contains("AzureWebJobsStorage:tableServiceUri", (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_order_starts_and_says_nothing()
    {
        using var host = Build(
            [.. Enough, ("Outbound:AllowedPrivateHosts:0", "intranet"), ("Outbound:AllowedPrivateHosts:1", "[::1]"), ("Outbound:AllowedPrivateHosts:2", "*"), ("Outbound:AllowedPrivateHosts:3", ""),
             ("Webhooks:SigningKeys", $"whsec_{Convert.ToBase64String(new byte[32])} whsec_{Convert.ToBase64String(new byte[24])}"), ("Speech:ApiKey", "")], out var log);
        await host.StartAsync(Cancellation);
        Assert.Empty(Notes(log));
    }

    [Theory]
    [InlineData("Pipeline:PublicAddress", "", "Set Pipeline:PublicAddress")]
    [InlineData("Speech:DefaultModel", "cartesia/sonic", "Speech:DefaultVoice is not set")]
    [InlineData("Speech:ApiKey", "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/key)", "Speech:ApiKey is a Key Vault reference that was not resolved")]
    [InlineData("Webhooks:SigningKeys", "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/keys)", "Webhooks:SigningKeys is a Key Vault reference that was not resolved")]
    public async Task What_leaves_something_undone_is_said_once_at_start(string setting, string value, string note)
    {
        using var host = Build([.. Enough, (setting, value)], out var log);
        await host.StartAsync(Cancellation);
        Assert.Contains(note, Assert.Single(Notes(log)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_model_of_which_nothing_is_known_is_said_at_start()
    {
        using var host = Build([.. Enough, ("Speech:DefaultModel", "new/model"), ("Speech:DefaultVoice", "anna")], out var log);
        await host.StartAsync(Cancellation);
        Assert.Contains("'new/model', which has no entry in Speech:Models", Assert.Single(Notes(log)), StringComparison.Ordinal);

        using var priced = Build(
            [.. Enough, ("Speech:DefaultModel", "new/model"), ("Speech:DefaultVoice", "anna"), ("Speech:Models:0:Name", "new/model"), ("Speech:Models:0:UsdPerMillionCharacters", "4")], out log);
        await priced.StartAsync(Cancellation);
        Assert.Empty(Notes(log));
    }

    static IEnumerable<string> Notes(LogLines log) => log.Lines.Where(line => line.StartsWith("Settings: ", StringComparison.Ordinal));

    static IHost Build((string Name, string? Value)[] settings, out LogLines log)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        var lines = log = new LogLines();
        builder.Services.AddSingleton<ILoggerFactory>(lines);
        builder.Services.AddSpeechPipeline(builder.Configuration);
        return builder.Build();
    }
}
