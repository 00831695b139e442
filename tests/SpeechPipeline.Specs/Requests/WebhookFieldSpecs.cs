using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Jobs;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

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

    [Theory]
    [InlineData("job.failed,job.done", Url, "?webhook_events", "has what is not an event; allowed are job.started, job.progress")]
    [InlineData("", Url, "?webhook_events", "has what is not an event")]
    [InlineData("job.failed", null, "?webhook_events", "needs webhook")]
    [InlineData("job.failed", "ftp://example.com", "?webhook", "http")]
    public void In_a_query_the_parameter_is_named(string events, string? url, string pointer, string detail)
    {
        var document = ArticleSource.FromText(ArticleFormats.All.First(format => format.Name == "text"), "Hello.");
        KeyValuePair<string, string>[] query = [new("voice", "am_adam"), new("webhook_events", events), .. url is null ? Array.Empty<KeyValuePair<string, string>>() : [new("webhook", url)]];
        var problem = Assert.Single(Reader().ReadDocument(document, query).Problems);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void In_json_the_parameter_of_a_query_is_unknown() =>
        Assert.Equal("#/webhook_events", Assert.Single(Read(new { input = "a", voice = "am_adam", webhook = Url, webhook_events = "job.failed" }).Problems).Pointer);

    [Fact]
    public void A_job_from_before_events_were_chosen_is_called_for_the_ends()
    {
        var stored = JsonSerializer.Deserialize<RequestedDelivery>("""{"webhook":"https://example.com/hook","metadata":{}}""", PipelineJson.Options)!;
        Assert.Null(stored.WebhookEvents);
        Assert.Equal([false, false, true, true, true], WebhookField.OfJobs.Select(type => WebhookEvent.IsChosen(new JobRow { Webhook = Url }.WebhookEvents, type)));
    }

    static RequestResult Read(object body) => Reader().ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));

    static RequestReader Reader() => new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));
}
