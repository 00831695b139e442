using System.Text;
using System.Text.Json;
using SpeechPipeline.Drops;

namespace SpeechPipeline.Specs.Drops;

/// <summary>The envelope in which Event Grid and the sweep announce files.</summary>
public sealed class DropInboxSpecs(DropFixture fixture) : IClassFixture<DropFixture>
{
    static string Event(string subject, string type = "Microsoft.Storage.BlobCreated") => JsonSerializer.Serialize(new
    {
        topic = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
        subject,
        eventType = type,
        id = "9aeb0fdf-c01e-0131-0922-9eb54906e209",
        data = new { api = "PutBlob", eTag = "0x8D4BCC2E4835CD0", contentLength = 524_288, blobType = "BlockBlob", url = "https://a.blob.core.windows.net/drops/x" },
        dataVersion = "",
        metadataVersion = "1",
        eventTime = "2026-02-28T18:41:00.9584103Z",
    });

    [Theory]
    [InlineData("a.md")]
    [InlineData("news/über uns/a b%20c+d#e?.md")]
    [InlineData("../🙂.md")]
    public async Task A_file_is_announced_plainly_or_in_base64(string path)
    {
        var text = Event($"/blobServices/default/containers/drops/blobs/{path}");
        Assert.Equal(path, await ReadAsync(text));
        Assert.Equal(path, await ReadAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task The_sweep_speaks_as_event_grid_does()
    {
        await fixture.DropAsync("swept/a b#c.md");
        await fixture.Jobs.Get<DropSweep>().RunAsync(DropFixture.Cancellation);
        var message = (await fixture.Storage.DroppedFiles.ReceiveMessageAsync(cancellationToken: DropFixture.Cancellation)).Value;
        Assert.Equal("swept/a b#c.md", await fixture.Jobs.Get<DropInbox>().ReadAsync(message, DropFixture.Cancellation));
        var data = message.Body.ToObjectFromJson<JsonElement>().GetProperty("data");
        Assert.DoesNotContain('"', data.GetProperty("eTag").GetString()!);
        Assert.EndsWith("swept%2Fa%20b%23c.md", data.GetProperty("url").GetString()!.Replace("/a%20b", "%2Fa%20b", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/blobServices/default/containers/drops-done/blobs/a.md", "Microsoft.Storage.BlobCreated")]
    [InlineData("/blobServices/default/containers/dropsy/blobs/a.md", "Microsoft.Storage.BlobCreated")]
    [InlineData("/blobServices/default/containers/drops/blobs/", "Microsoft.Storage.BlobCreated")]
    [InlineData("/blobServices/default/containers/drops/blobs/a.md", "Microsoft.Storage.BlobDeleted")]
    [InlineData("", "Microsoft.EventGrid.SubscriptionValidationEvent")]
    public async Task An_event_about_something_else_has_no_effect(string subject, string type)
    {
        var parked = (await DropFixture.NamesAsync(fixture.Storage.Parked)).Length;
        Assert.Null(await ReadAsync(Event(subject, type)));
        Assert.Equal(parked, (await DropFixture.NamesAsync(fixture.Storage.Parked)).Length);
    }

    [Theory]
    [InlineData("speak this")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"v":1,"job":"x"}""")]
    [InlineData("""{"subject":5,"eventType":"Microsoft.Storage.BlobCreated"}""")]
    [InlineData("AAAA")]
    public async Task What_nobody_can_read_is_parked(string body)
    {
        var message = DropFixture.Message(body);
        Assert.Null(await fixture.Jobs.Get<DropInbox>().ReadAsync(message, DropFixture.Cancellation));
        Assert.Equal(body, await DropFixture.TextAsync(fixture.Storage.Parked, $"dropped-files/{message.MessageId}"));
    }

    Task<string?> ReadAsync(string body) => fixture.Jobs.Get<DropInbox>().ReadAsync(DropFixture.Message(body), DropFixture.Cancellation);
}
