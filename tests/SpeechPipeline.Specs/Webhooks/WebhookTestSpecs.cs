using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.Durability;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Webhooks;

/// <summary>One request to a receiver, and what is kept of its answer.</summary>
public sealed class WebhookTestSpecs
{
    static CancellationToken Cancellation => JobFixture.Cancellation;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_is_tried_and_nothing_is_stored(bool isSigned)
    {
        using var receiver = await WebhookReceiver.StartAsync();
        await using var fixture = await JobFixture.StartAsync(clock: null, isSigned ? [("Webhooks:SigningKeys", WebhookReceiver.SigningKey)] : []);
        var result = await TryAsync(fixture, receiver.Address);
        Assert.Equal(("webhook_test", receiver.Address, true, isSigned, 200, "Taken, thank you."), (result.Object, result.Url, result.Delivered, result.Signed, result.StatusCode, result.Answer));

        var sent = await receiver.NextAsync();
        Assert.Equal((result.Id, isSigned), (sent.Text("webhook-id"), sent.GetProperty("verified").GetBoolean()));
        var body = JsonSerializer.Deserialize<JsonElement>(sent.Text("body"));
        Assert.Equal(("webhook.test", "{}"), (body.Text("type"), body.GetProperty("data").GetRawText()));
        Assert.Equal(["type", "timestamp", "data"], body.EnumerateObject().Select(field => field.Name));
        Assert.Empty(await fixture.Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData("""{"url":"http://10.0.0.1/"}""", "#/url")]
    [InlineData("""{"url":"http://localhost/"}""", "#/url")]
    [InlineData("""{"url":"ftp://example.com/"}""", "#/url")]
    [InlineData("""{"url":7}""", "#/url")]
    [InlineData("{}", "#/url")]
    [InlineData("""{"url":"https://example.com/","uri":1}""", "#/uri")]
    [InlineData("[]", "#")]
    [InlineData("{", "#")]
    public async Task An_address_that_cannot_be_called_is_refused(string body, string pointer)
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Outbound:AllowedPrivateHosts:0", "nobody.example"));
        var (result, problems) = await fixture.Get<WebhookTest>().SendAsync(Encoding.UTF8.GetBytes(body), Cancellation);
        Assert.Null(result);
        Assert.Equal(pointer, Assert.Single(problems).Pointer);
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_told_without_the_query_of_the_address()
    {
        await using var fixture = await JobFixture.StartAsync();
        var result = await TryAsync(fixture, "http://127.0.0.1:9/hook?secret=1");
        Assert.Equal((false, null, null), (result.Delivered, result.StatusCode, result.Answer));
        Assert.StartsWith("The receiver could not be reached: ", result.Outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", 500)]
    [InlineData("application/problem+json", 500)]
    [InlineData("application/octet-stream", null)]
    [InlineData("image/png", null)]
    public async Task Of_an_endless_answer_the_beginning_is_kept_if_it_is_text(string type, int? length)
    {
        var written = 0L;
        await using var far = await StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = ((int)HttpStatusCode.Accepted, type);
            var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("é\u0007", 10_000)));
            try
            {
                for (; !context.RequestAborted.IsCancellationRequested; written += piece.Length)
                {
                    await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The caller has read enough.
            }
        });
        await using var fixture = await JobFixture.StartAsync();
        var result = await TryAsync(fixture, far.Urls.Single());
        Assert.Equal((true, 202, length), (result.Delivered, result.StatusCode, result.Answer?.Length));
        Assert.True(result.Answer?.Any(char.IsControl) != true);
    }

    [Fact]
    public async Task An_answer_that_never_ends_counts_by_its_status()
    {
        await using var far = await StartAsync(async context =>
        {
            await context.Response.WriteAsync("Wait", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Webhooks:Timeout", "00:00:01"));
        var result = await TryAsync(fixture, far.Urls.Single());
        Assert.Equal((true, 200, null), (result.Delivered, result.StatusCode, result.Answer));
    }

    static async Task<WebhookTestObject> TryAsync(JobFixture fixture, string url)
    {
        var (result, problems) = await fixture.Get<WebhookTest>().SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { url }), Cancellation);
        Assert.Empty(problems);
        return result!;
    }

    static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Cancellation);
        return app;
    }
}
