using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;

namespace SpeechPipeline.EndToEnd;

/// <summary>
/// A phone's view: it is in a network of its own, and reaches the pipeline only through a proxy with TLS and by another name. It needs root and
/// packages, and so runs only when it is asked for.
/// </summary>
[Trait("Category", "Soak")]
[Trait("Category", "Phone")]
public sealed class PhoneSpecs : IDisposable
{
    const string Key = "one-key-for-the-house";

    static readonly XNamespace Podcast = "https://podcastindex.org/namespace/1.0";

    readonly string _data = Directory.CreateTempSubdirectory("speech-phone-data-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_phone_hears_a_show_through_a_proxy_and_goes_on_after_a_restart()
    {
        Assert.SkipWhen(PhoneNetwork.Missing() is not null, PhoneNetwork.Missing() ?? "");
        await using var phone = new PhoneNetwork();
        await phone.StartAsync();
        var picture = Picture.Jpeg(1400, 1400);
        string feed;
        Heard before;
        await using (var server = await ServeAsync(phone))
        {
            feed = await PublishAsync(server, picture);
            Assert.StartsWith($"https://{PhoneNetwork.Host}/api/shows/phone/feed.xml?t=", feed, StringComparison.Ordinal);
            before = await HearAsync(phone, feed);
            Assert.True(before.Audio.AsSpan().IndexOf(picture) > 0, "The cover is not in the audio.");
            await AreClosedAsync(phone, feed);
            await server.StopAsync();
        }

        Assert.Equal(502, (await phone.AskAsync(feed)).Status);
        await using var again = await ServeAsync(phone);
        var after = await HearAsync(phone, feed);
        Assert.Equal((before.Feed, before.FeedTag, before.AudioAddress, before.AudioTag), (after.Feed, after.FeedTag, after.AudioAddress, after.AudioTag));
        Assert.True(before.Audio.AsSpan().SequenceEqual(after.Audio), "The audio is another after the restart.");
        await again.StopAsync();
    }

    Task<Served> ServeAsync(PhoneNetwork phone) => Served.StartAsync(
        new Dictionary<string, string> { ["Host__FunctionKeys__0"] = Key },
        "--host", "0.0.0.0", "--port", $"{phone.Port}", "--data", _data, "--public-address", $"https://{PhoneNetwork.Host}");

    /// <summary>A book with a cover becomes the episode of a private show; the address of its feed.</summary>
    static async Task<string> PublishAsync(Served server, byte[] picture)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        using var set = await http.PutAsJsonAsync("api/shows/phone", new { title = "Heard on a phone" }, Cancellation);
        var show = await PipelineDriver.ReadAsync(set, 200);
        var book = new EpubBuilder()
            .Item("cover", "cover.jpg", "image/jpeg", "properties='cover-image'").File("OPS/cover.jpg", picture)
            .Text("one", "<h1>The lamp</h1><p>The lamp was lit at dusk.</p>").Text("two", "<h1>The night</h1><p>Nobody saw it.</p>")
            .Contents("<li><a href='text/one.xhtml'>The lamp</a></li><li><a href='text/two.xhtml'>The night</a></li>");
        using var content = new ByteArrayContent(book.Build());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/epub+zip");
        using var submitted = await http.PostAsync(new Uri("api/jobs?voice=am_adam&show=phone", UriKind.Relative), content, Cancellation);
        var id = (await PipelineDriver.ReadAsync(submitted, 202)).Text("id");
        var job = await Eventually.SeeAsync(
            () => http.GetFromJsonAsync<JsonElement>($"api/jobs/{id}", Cancellation), static seen => seen.Text("status") is "completed" or "failed");
        Assert.True(job.Text("status") == "completed", job.ToString());
        return show.At("feed").Text("url");
    }

    /// <summary>All that a podcast app asks for, beginning with the feed; every further address is one that an answer gave.</summary>
    static async Task<Heard> HearAsync(PhoneNetwork phone, string address)
    {
        var feed = await Eventually.SeeAsync(() => phone.AskAsync(address), static seen => seen.Status == 200 && seen.Text.Contains("<item>", StringComparison.Ordinal));
        Assert.StartsWith("application/rss+xml", feed["content-type"], StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", feed.Text, StringComparison.Ordinal);
        await IsKnownAsync(phone, address, feed);

        var item = XDocument.Parse(feed.Text).Descendants("item").Single();
        var enclosure = item.Element("enclosure")!;
        var (audio, length) = (enclosure.Attribute("url")!.Value, (int)enclosure.Attribute("length")!);
        var whole = await phone.AskAsync(audio);
        Assert.Equal((200, "audio/mpeg", "bytes", $"{length}", length), (whole.Status, whole["content-type"], whole["accept-ranges"], whole["content-length"], whole.Body.Length));
        var head = await phone.AskAsync(audio, "--head");
        Assert.Equal((200, "audio/mpeg", $"{length}", whole["etag"]), (head.Status, head["content-type"], head["content-length"], head["etag"]));
        await IsKnownAsync(phone, audio, whole);
        var start = await phone.AskAsync(audio, "--range", "0-99");
        Assert.Equal((206, $"bytes 0-99/{length}"), (start.Status, start["content-range"]));
        Assert.Equal(whole.Body[..100], start.Body);
        var end = await phone.AskAsync(audio, "--range", "-50");
        Assert.Equal((206, $"bytes {length - 50}-{length - 1}/{length}"), (end.Status, end["content-range"]));
        Assert.Equal(whole.Body[^50..], end.Body);
        Assert.Equal(416, (await phone.AskAsync(audio, "--range", $"{length}-")).Status);

        foreach (var (element, type, begins) in new[] { ("transcript", "text/vtt", "WEBVTT"), ("transcript", "application/x-subrip", "1\n00:00:0"), ("chapters", "application/json+chapters", "{\"version\"") })
        {
            var file = await phone.AskAsync(item.Elements(Podcast + element).Single(one => one.Attribute("type")!.Value == type).Attribute("url")!.Value);
            Assert.Equal((200, type), (file.Status, file["content-type"].Split(';')[0]));
            Assert.StartsWith(begins, file.Text, StringComparison.Ordinal);
        }

        return new Heard(feed.Text, feed["etag"], audio, whole["etag"], whole.Body);
    }

    /// <summary>What the phone has already is not sent again.</summary>
    static async Task IsKnownAsync(PhoneNetwork phone, string address, PhoneAnswer answer)
    {
        var known = await phone.AskAsync(address, "--header", $"If-None-Match: {answer["etag"]}");
        Assert.Equal((304, 0, answer["etag"]), (known.Status, known.Body.Length, known["etag"]));
    }

    /// <summary>Without key and token the phone gets nothing, neither through the proxy nor past it.</summary>
    static async Task AreClosedAsync(PhoneNetwork phone, string feed)
    {
        Assert.Equal(401, (await phone.AskAsync($"https://{PhoneNetwork.Host}/api/jobs")).Status);
        Assert.Equal(401, (await phone.AskAsync($"http://{phone.Machine}:{phone.Port}/api/jobs")).Status);
        Assert.Equal(401, (await phone.AskAsync(feed.Split('?')[0])).Status);
    }

    sealed record Heard(string Feed, string FeedTag, string AudioAddress, string AudioTag, byte[] Audio);
}
