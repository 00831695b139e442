using Azure;
using Azure.Storage.Queues;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>Whatever somebody puts into a queue, its neighbours are served and it is accounted for.</summary>
public sealed class PoisonSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const string UnknownJob = "7zzzzzzzzzzzzzzzzzzzzzzzzz";
    const string UnknownEvent = "msg_00000000000000000000000000000000";

    /// <summary>Which nobody can read, by name.</summary>
    static IReadOnlyDictionary<string, string> Unreadable { get; } = new Dictionary<string, string>
    {
        ["nothing"] = " ",
        ["bad base64"] = "%%%=",
        ["base64"] = Convert.ToBase64String("""{"v":1}"""u8),
        ["text"] = "speak this",
        ["cut JSON"] = """{"v":1,"job":""",
        ["an array"] = "[1]",
        ["a number"] = "1",
        ["no version"] = $$"""{"job":"{{UnknownJob}}","run":1}""",
        ["a version in words"] = $$"""{"v":"one","job":"{{UnknownJob}}","run":1}""",
        ["no id"] = """{"v":1,"run":1}""",
        ["a wrong id"] = """{"v":1,"job":"../../x","run":1,"event":"x","attempt":1}""",
        ["deep JSON"] = new string('[', 2_000),
        ["48 KiB less one"] = new string('a', (48 * 1024) - 1),
        ["48 KiB"] = new string('a', 48 * 1024),
        ["48 KiB and one"] = new string('a', (48 * 1024) + 1),
        ["64 KiB less one"] = new string('a', (64 * 1024) - 1),
        ["64 KiB"] = new string('a', 64 * 1024),
    };

    [Theory]
    [InlineData(QueueNames.SpeechJobs)]
    [InlineData(QueueNames.SpeechBatches)]
    [InlineData(QueueNames.WebhookDeliveries)]
    [InlineData(QueueNames.ShowFeeds)]
    [InlineData(QueueNames.SpeechJobsPoison)]
    [InlineData(QueueNames.SpeechBatchesPoison)]
    [InlineData(QueueNames.WebhookDeliveriesPoison)]
    [InlineData(QueueNames.ShowFeedsPoison)]
    public async Task A_message_that_no_one_can_read_is_kept_for_a_person_and_its_neighbours_are_served(string name)
    {
        var (ledger, article) = (new Ledger(fixture, $"{Unreadable.Count + 4} strange messages in {name}"), new Article($"among-{name}", 2));
        await using var run = new ServedRun(fixture, article, null);
        var parked = await ParkedAsync();
        var queue = fixture.Storage.Queue(name);
        foreach (var body in Unreadable.Values.Take(Unreadable.Count / 2))
        {
            await SendAsync(ledger, queue, body);
        }

        // Well formed, of nobody; and one that storage itself does not take.
        await SendAsync(ledger, queue, $$"""{"v":1,"job":"{{UnknownJob}}","run":1,"event":"{{UnknownEvent}}","attempt":1,"show":"of-nobody","batch":"batch-{{UnknownJob}}"}""");
        await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync(new string('a', (64 * 1024) + 1), FaultFixture.Cancellation));
        await run.SubmitAsync();
        foreach (var body in Unreadable.Values.Skip(Unreadable.Count / 2))
        {
            await SendAsync(ledger, queue, body);
        }

        await run.PumpAsync();
        await ledger.EnterAsync(run.Report(name), run.Witness);
        var kept = (await ParkedAsync()).Except(parked).ToList();
        ledger.Tally.Count(Counted.Parked, kept.Count);
        ledger.Close(Counted.Strange.AtLeast(Unreadable.Count + 1), Counted.Parked.AtLeast(Unreadable.Count));
        Console.WriteLine($"{name}: {kept.Count} of {Unreadable.Count} unreadable messages are parked");
        Assert.Equal(Unreadable.Values.Order(StringComparer.Ordinal), kept.Select(blob => blob.Body).Order(StringComparer.Ordinal));
        Assert.All(kept, blob => Assert.StartsWith($"{name.Replace("-poison", "", StringComparison.Ordinal)}", blob.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_of_a_newer_version_waits_and_its_neighbours_are_served()
    {
        var (ledger, article) = (new Ledger(fixture, "messages of a newer version"), new Article("newer", 1));
        await using var run = new ServedRun(fixture, article, null);
        foreach (var name in CoreProcess.Queues)
        {
            await SendAsync(ledger, fixture.Storage.Queue(name), $$"""{"v":9,"job":"{{UnknownJob}}","wish":"unheard of"}""");
        }

        await run.SubmitAsync();
        // They come again every five minutes: it never comes to rest, and nothing is parked.
        await run.PumpAsync(idleRounds: 6);
        await ledger.EnterAsync(run.Report("newer") with { CameToRest = true }, run.Witness);
        ledger.Close(Counted.Strange.AtLeast(CoreProcess.Queues.Count));
        Assert.False(run.CameToRest);
        Assert.DoesNotContain(await ParkedAsync(), blob => blob.Body.Contains("unheard of", StringComparison.Ordinal));
        var waiting = 0;
        foreach (var name in CoreProcess.Queues.Where(name => !name.EndsWith("-poison", StringComparison.Ordinal)))
        {
            waiting += (await fixture.Storage.Queue(name).GetPropertiesAsync(FaultFixture.Cancellation)).Value.ApproximateMessagesCount;
        }

        Assert.Equal(CoreProcess.Queues.Count, waiting);
        await fixture.ForgetAsync();
    }

    async Task SendAsync(Ledger ledger, QueueClient queue, string body)
    {
        if (fixture.IsArmed(Gate.Strangers))
        {
            await queue.SendMessageAsync(body, FaultFixture.Cancellation);
            ledger.Tally.Count(Counted.Strange);
        }
    }

    async Task<IReadOnlyList<(string Name, string Body)>> ParkedAsync()
    {
        var parked = new List<(string, string)>();
        await foreach (var blob in fixture.Storage.Parked.GetBlobsAsync(cancellationToken: FaultFixture.Cancellation))
        {
            var content = await fixture.Storage.Parked.GetBlobClient(blob.Name).DownloadContentAsync(FaultFixture.Cancellation);
            parked.Add((blob.Name, content.Value.Content.ToString()));
        }

        return parked;
    }
}
