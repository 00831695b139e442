using Azure.Storage.Queues;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class LocalFunctionsSpecs(AzuriteFixture azurite)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_and_timer_functions_run_with_what_their_parameters_ask_for()
    {
        var name = AzuriteFixture.NewName();
        await SendAsync($"{name}-message", new("one"));
        await SendAsync($"{name}-text", new("två"));
        await SendAsync($"{name}-bytes", new([0xFF, 0x00]));
        await SendAsync($"{name}-json", new("""{ "id": "a", "RUN": 3 }"""));

        await using var host = await HostFixture.StartAsync([typeof(SampleQueueTriggers)], Settings(name));
        foreach (var line in (string[])["message one 1 1 True", "text två in ", "bytes FF00", "json a 3", "timer False"])
        {
            await Eventually.IsTrueAsync(() => host.Notes.Lines.Any(note => note.StartsWith(line)), $"'{line}' is noted", Cancellation);
        }

        await Eventually.IsTrueAsync(() => host.Notes.Lines.Any(note => note.StartsWith("scope ended")), "the invocation's scope has ended", Cancellation);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_being_stopped_stops_polling()
    {
        var name = AzuriteFixture.NewName();
        await SendAsync($"{name}-text", new("before"));
        var host = await HostFixture.StartAsync([typeof(SampleQueueTriggers)], Settings(name));
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Any(note => note.StartsWith("text before")), "it runs", Cancellation);
        await host.DisposeAsync();

        var queue = new QueueClient(azurite.ConnectionString, $"{name}-text");
        await Eventually.IsTrueAsync(async () => (await queue.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount == 0, "it is done", Cancellation);
        await azurite.PassesAsync(1, Cancellation); // Far longer than the interval at which it polled.
        await SendAsync($"{name}-text", new("after"));
        await azurite.PassesAsync(1, Cancellation);
        Assert.Equal(0, (await queue.PeekMessageAsync(Cancellation)).Value?.DequeueCount);
    }

    (string, string?)[] Settings(string name) =>
    [
        ("Test:Name", name), ("Test:Schedule", "0 0 0 1 1 *"),
        ("AzureWebJobsStorage", azurite.ConnectionString), ("Storage", azurite.ConnectionString),
    ];

    async Task SendAsync(string queue, BinaryData body)
    {
        var client = new QueueClient(azurite.ConnectionString, queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        await client.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync(body, cancellationToken: Cancellation);
    }
}
