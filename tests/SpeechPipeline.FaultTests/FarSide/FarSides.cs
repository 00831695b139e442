using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>
/// The speech endpoint and the webhook receiver, on loopback, each with a ledger that knows nothing of the pipeline's own state.
/// </summary>
sealed class FarSides : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly Func<Gate, bool> _isArmed;
    readonly ConcurrentQueue<(string Slot, string Text)> _spoken = new();
    readonly ConcurrentQueue<ReceivedWebhook> _webhooks = new();
    readonly ConcurrentDictionary<string, int> _underWay = new();
    int _misbehaved;

    FarSides(WebApplication app, Func<Gate, bool> isArmed) => (_app, _isArmed) = (app, isArmed);

    /// <summary>How many calls the endpoint did not answer properly.</summary>
    public int Misbehaved => _misbehaved;

    /// <summary>The texts of all calls that the endpoint carried out, and was to be paid for.</summary>
    public IEnumerable<string> Spoken => _spoken.Select(call => call.Text);

    /// <summary>Those of them that came to <c>v1/{slot}</c>, an address for the endpoint by which callers can be told apart.</summary>
    public IEnumerable<string> SpokenAt(string slot) => _spoken.Where(call => call.Slot == slot).Select(call => call.Text);

    /// <summary>Whether a call that came to <c>v1/{slot}</c> is under way.</summary>
    public bool IsSpeakingAt(string slot) => _underWay.GetValueOrDefault(slot) > 0;

    public IReadOnlyCollection<ReceivedWebhook> Webhooks => _webhooks;

    public Uri SpeechAddress => new(new Uri(_app.Urls.Single()), "v1");

    /// <summary>What the endpoint does in place of answering, by text; null: it answers.</summary>
    public Func<string, Func<HttpContext, Task>?> Misbehave { get; set; } = _ => null;

    /// <summary>Whether the endpoint refuses a call, which is then not carried out and not paid: it has answered it when this says so.</summary>
    public Func<HttpContext, Task<bool>> Refuse { get; set; } = _ => Task.FromResult(false);

    /// <summary>What happens before each answer of the endpoint: time may pass.</summary>
    public Func<Task> OnSpeech { get; set; } = () => Task.CompletedTask;

    /// <summary>From now on the endpoint answers every call, at once.</summary>
    public void Behave() => (Misbehave, Refuse, OnSpeech) = (_ => null, _ => Task.FromResult(false), () => Task.CompletedTask);

    public string HookAddress(string label) => $"{_app.Urls.Single()}/hook/{label}";

    public static async Task<FarSides> StartAsync(Func<Gate, bool> isArmed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sides = new FarSides(app, isArmed);
        app.MapPost("/v1/audio/speech", (RequestDelegate)sides.SpeakAsync);
        app.MapPost("/v1/{slot}/audio/speech", (RequestDelegate)sides.SpeakAsync);
        app.MapPost("/hook/{label}", (RequestDelegate)sides.ReceiveAsync);
        await app.StartAsync();
        return sides;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task SpeakAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var text = request.RootElement.GetProperty("input").GetString()!;
        if (_isArmed(Gate.Refusals) && await Refuse(context))
        {
            return;
        }

        var slot = (string?)context.Request.RouteValues["slot"] ?? "";
        _spoken.Enqueue((slot, text));
        _underWay.AddOrUpdate(slot, 1, (_, calls) => calls + 1);
        await OnSpeech();
        _underWay.AddOrUpdate(slot, 0, (_, calls) => calls - 1);
        if (_isArmed(Gate.Misbehaviour) && Misbehave(text) is { } misbehave)
        {
            Interlocked.Increment(ref _misbehaved);
            await misbehave(context);
            return;
        }

        await AnswerAsync(context, Tone.Wav(Tone.Samples(text)));
    }

    public static async Task AnswerAsync(HttpContext context, byte[] body, string type = "audio/wav")
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        using var json = JsonDocument.Parse(bytes);
        var data = json.RootElement.GetProperty("data");
        _webhooks.Enqueue(new ReceivedWebhook(
            (string)context.Request.RouteValues["label"]!,
            context.Request.Headers["webhook-id"].ToString(),
            data.GetProperty("id").GetString()!,
            json.RootElement.GetProperty("type").GetString()!,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            data.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
                ? result.GetProperty("audio").GetProperty("sha256").GetString() : null));
    }
}
