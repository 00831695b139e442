namespace SpeechPipeline.EndToEnd;

/// <summary>Keys that Azure could not read, as on the first day of a deployment.</summary>
public sealed class SigningKeySpecs
{
    [Fact]
    public async Task Without_its_signing_keys_a_pipeline_works_and_sends_no_webhook_unsigned()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        await using var pipeline = await PipelineFixture.StartAsync(("Webhooks:SigningKeys", "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/keys/)"));
        var driver = new PipelineDriver(pipeline);

        var job = await driver.CompletionOfAsync(await driver.SubmitAsync(new { input = "Nobody hears of this yet.", voice = "am_adam", webhook = receiver.Address }));
        var delivery = (await Eventually.SeeAsync(() => driver.GetJobAsync(job.Text("id")), seen => seen.At("webhook", "deliveries")[0].Number("attempt") > 1)).At("webhook", "deliveries")[0];
        Assert.Equal("pending", delivery.Text("status"));
        Assert.Contains("Webhooks:SigningKeys is a Key Vault reference that was not resolved", delivery.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiver.NextAsync(TimeSpan.FromSeconds(1)));
    }
}
