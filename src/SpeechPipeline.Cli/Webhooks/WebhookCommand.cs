using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Batches;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Cli.Webhooks;

/// <summary><c>speech webhook</c>: <c>listen</c> receives webhooks on this machine, <c>test</c> tries a receiver, <c>redeliver</c> sends webhooks again.</summary>
static class WebhookCommand
{
    const string KeyVariable = "SPEECH_WEBHOOK_KEY";

    /// <summary>How far the time of a delivery may be off (Standard Webhooks 1.0, "Verifying webhook authenticity").</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 8080 };
        var key = new Option<string?>("--signing-key") { Description = $"The pipeline's signing key (whsec_… or whsk_…); by default {KeyVariable}, else a new one is made and printed." };
        var json = new Option<bool>("--json") { Description = "Print the bodies, a line each, and nothing else." };
        var listen = new Command("listen", "Receives webhooks on this machine and prints those with a valid signature, until stopped.") { port, key, json };
        listen.SetAction((parsed, cancellationToken) => ListenAsync(
            parsed.GetValue(port), parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable), parsed.GetValue(json), cancellationToken));
        return new Command("webhook", "Helps to receive webhooks.") { listen, Test(), Redeliver() };
    }

    static Command Test()
    {
        var url = new Argument<string>("url") { Description = "The receiver's address." };
        return ServerCommand.With(new Command("test", "Has the pipeline send a receiver one signed request; the exit code is 1 if it is not taken.") { url }, async run =>
        {
            var answer = await run.Client.SendAsync<JsonElement>(HttpMethod.Post, "webhooks/test", new { Url = run.Parsed.GetRequiredValue(url) }, run.CancellationToken);
            var result = answer.Deserialize<WebhookTestObject>(PipelineJson.Options)!;
            run.Output.Print(answer, () => $"{result.Outcome}{(result.Signed ? "" : " It was not signed: Webhooks:SigningKeys has no key.")}{(result.Answer is { } text ? $"\n{Output.Plain(text)}" : "")}");
            return result.Delivered ? ExitCodes.Success : ExitCodes.Failed;
        });
    }

    static Command Redeliver()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of jobs and batches.", Arity = ArgumentArity.OneOrMore };
        var @event = new Option<string?>("--event") { Description = "The id of the event (msg_…), as webhook.deliveries has it; by default the last one." };
        return ServerCommand.With(new Command("redeliver", "Sends webhooks again, with the same id and body.") { ids, @event }, run => ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id =>
        {
            var (kind, query) = (BatchId.TryParse(id, out _) ? "batches" : "jobs", run.Parsed.GetValue(@event) is { } one ? $"?event={Uri.EscapeDataString(one)}" : "");
            var answer = await run.Client.SendAsync<JsonElement>(HttpMethod.Post, $"{kind}/{Uri.EscapeDataString(id)}/webhook/redeliver{query}", body: null, run.CancellationToken);
            run.Output.Print(answer, () => $"{id}: sent again");
        }));
    }

    static async Task<int> ListenAsync(int port, string? given, bool isJson, CancellationToken cancellationToken)
    {
        var text = given ?? WebhookSigningKey.SymmetricPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        if (!WebhookSigningKey.TryParse(text, out var key, out var problem))
        {
            await Console.Error.WriteLineAsync($"--signing-key: {problem}.");
            return ExitCodes.WrongUsage;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(context => ReceiveAsync(context, key, isJson));
        try
        {
            await app.StartAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"Listening at {app.Urls.Single()}; submit with --webhook {app.Urls.Single()}/. Ctrl+C stops it.");
            if (given is null)
            {
                await Console.Error.WriteLineAsync($"Start the pipeline with Webhooks__SigningKeys={text}");
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Port {port} is in use; choose another with --port.");
            return ExitCodes.Failed;
        }
    }

    static async Task ReceiveAsync(HttpContext context, WebhookSigningKey key, bool isJson)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (id, timestamp, signatures) = (
            context.Request.Headers[WebhookSignature.IdHeader].ToString(),
            context.Request.Headers[WebhookSignature.TimestampHeader].ToString(),
            context.Request.Headers[WebhookSignature.SignatureHeader].ToString());
        if (Fault(key, id, timestamp, signatures, body.ToArray()) is { } fault)
        {
            await Console.Error.WriteLineAsync($"Refused: {fault}");
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Console.WriteLine(Output.Plain(isJson ? Encoding.UTF8.GetString(body.ToArray()) : Line(id, body.ToArray())));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    static string? Fault(WebhookSigningKey key, string id, string timestamp, string signatures, byte[] body)
    {
        if (id.Length == 0 || id.Contains('.', StringComparison.Ordinal) || id.Any(static c => c is <= ' ' or >= '\x7f') || signatures.Length == 0 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return "it is not signed: set Webhooks__SigningKeys where the pipeline runs.";
        }

        var sent = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((DateTimeOffset.UtcNow - sent).Duration() > Tolerance)
        {
            return $"it was signed at {sent:u}, more than {Tolerance.TotalMinutes:0} minutes from now.";
        }

        var expected = Encoding.ASCII.GetBytes(WebhookSignature.Sign([key], id, sent, body));
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), expected))
            ? null
            : "its signature is of another key, or its body was changed on the way.";
    }

    static string Line(string id, byte[] body)
    {
        try
        {
            var message = JsonSerializer.Deserialize<JsonElement>(body);
            var about = message.GetProperty("data");
            return $"{DateTime.Now:HH:mm:ss}  {message.GetProperty("type").GetString()}  {about.GetProperty("id").GetString()}  {(about.TryGetProperty("title", out var title) ? title.GetString() : "")}  ({id})";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{DateTime.Now:HH:mm:ss}  {id}: {body.Length} bytes that are no event of the pipeline";
        }
    }
}
