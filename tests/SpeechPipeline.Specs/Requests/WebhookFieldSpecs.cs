using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Requests;

public sealed class WebhookFieldSpecs
{
    const string Url = "https://example.com/hook";

    [Fact]
    public void An_address_alone_is_called_for_the_ends()
    {
        var read = Read(new { input = "a", voice = "am_adam", webhook = Url });
        Assert.Equal((Url, null), (read.Submission!.Request.Delivery.Webhook, read.Submission.Request.Delivery.WebhookEvents));
    }

    [Fact]
    public void Events_stand_beside_the_address_and_in_a_query_after_it()
    {
        var read = Read(new { input = "a", voice = "am_adam", webhook = new { url = Url, events = new[] { "job.started", "job.failed", "job.started" } } });
        Assert.Equal((Url, "job.started job.failed"), (read.Submission!.Request.Delivery.Webhook, string.Join(' ', read.Submission.Request.Delivery.WebhookEvents!)));

        var document = ArticleSource.FromText(ArticleFormats.All.First(format => format.Name == "text"), "Hello.");
        var query = Reader().ReadDocument(document, [new("voice", "am_adam"), new("webhook", Url), new("webhook_events", "job.started, job.failed")]);
        Assert.Equal((Url, "job.started job.failed"), (query.Submission!.Request.Delivery.Webhook, string.Join(' ', query.Submission.Request.Delivery.WebhookEvents!)));
    }

    [Theory]
    [InlineData("""{"url":"https://example.com","events":["job.done"]}""", "#/webhook/events/0", "allowed are job.started, job.progress, job.completed, job.failed, job.cancelled")]
    [InlineData("""{"url":"https://example.com","events":[7]}""", "#/webhook/events/0", "is not an event")]
    [InlineData("""{"url":"https://example.com","events":[]}""", "#/webhook/events", "must be a list of job.started")]
    [InlineData("""{"url":"https://example.com","events":"job.failed"}""", "#/webhook/events", "must be a list")]
    [InlineData("""{"events":["job.failed"]}""", "#/webhook/url", "is missing")]
    [InlineData("""{"url":"ftp://example.com"}""", "#/webhook/url", "http")]
    [InlineData("""{"url":"https://example.com","event":["job.failed"]}""", "#/webhook/event", "allowed are events, url")]
    [InlineData("7", "#/webhook", "must be a string")]
    public void What_cannot_be_is_named(string webhook, string pointer, string detail)
    {
        var problem = Assert.Single(Read(new { input = "a", voice = "am_adam", webhook = JsonSerializer.Deserialize<JsonElement>(webhook) }).Problems);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
    }

    static RequestResult Read(object body) => Reader().ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));

    static RequestReader Reader() => new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));
}
