using Azure.Storage.Queues;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class LocalFunctionsSpecs(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_and_timer_functions_run_with_what_their_parameters_ask_for()
    {
        var name = AzuriteFixture.NewName();
        await SendAsync($"{name}-message", new("one"));
        await SendAsync($"{name}-text", new("två"));
        await SendAsync($"{name}-bytes", new([0xFF, 0x00]));
        await SendAsync($"{name}-json", new("""{ "id": "a", "RUN": 3 }"""));

        await using var host = await HostBench.StartAsync(
            [typeof(SampleQueueTriggers)],
            [
                ("Test:Name", name), ("Test:Schedule", "0 0 0 1 1 *"),
                ("AzureWebJobsStorage", azurite.ConnectionString), ("Storage", azurite.ConnectionString),
            ]);
        foreach (var line in (string[])["message one 1 1 True", "text två in ", "bytes FF00", "json a 3", "timer False"])
            await Eventually.IsTrueAsync(() => host.Notes.Lines.Any(note => note.StartsWith(line)), $"'{line}' is noted", Cancellation);
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Any(note => note.StartsWith("scope ended")), "the invocation's scope has ended", Cancellation);
        await host.StopAsync();
    }

    private async Task SendAsync(string queue, BinaryData body)
    {
        var client = new QueueClient(azurite.ConnectionString, queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        await client.CreateAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync(body, cancellationToken: Cancellation);
    }
}
