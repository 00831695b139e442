using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// Both far sides with all chance taken out: a speech endpoint that takes a fixed time for any text, allows so many calls at once
/// and answers 429 above that; and a receiver of webhooks.
/// </summary>
sealed class FixedEndpoint : IAsyncDisposable
{
    readonly WebApplication _server;
    readonly TimeSpan _latency;
    readonly int _atOnce;
    readonly Dictionary<string, TaskCompletionSource> _ended = [];
    int _underWay;
    int _calls;
    int _refused;

    FixedEndpoint(WebApplication server, TimeSpan latency, int atOnce) => (_server, _latency, _atOnce) = (server, latency, atOnce);

    public Uri BaseAddress => new($"{_server.Urls.Single()}/v1");

    public string Webhook => $"{_server.Urls.Single()}/hook";

    public int Calls => _calls;

    public int Refused => _refused;

    public static async Task<FixedEndpoint> StartAsync(TimeSpan latency, int atOnce)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var endpoint = new FixedEndpoint(server, latency, atOnce);
        server.MapPost("/v1/audio/speech", endpoint.SpeakAsync);
        server.MapPost("/hook", endpoint.TakeWebhookAsync);
        await server.StartAsync();
        return endpoint;
    }

    /// <summary>Completes when the webhook of a job has come in.</summary>
    public Task WebhookOfAsync(string job) => Ended(job).Task;

    /// <summary>When the first call since the reset came, and when the last was answered (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public long FirstCall { get; private set; }

    /// <inheritdoc cref="FirstCall"/>
    public long LastAnswer { get; private set; }

    public void Reset() => (_calls, _refused, FirstCall) = (0, 0, 0);

    async Task SpeakAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        if (Interlocked.Increment(ref _underWay) > _atOnce)
        {
            Interlocked.Increment(ref _refused);
            Interlocked.Decrement(ref _underWay);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        Interlocked.Increment(ref _calls);
        FirstCall = FirstCall == 0 ? Stopwatch.GetTimestamp() : FirstCall;
        // What it takes to make the answer is part of the fixed time.
        var took = Task.Delay(_latency);
        var wav = Wav(request.RootElement.GetProperty("input").GetString()!.Length);
        await took;
        Interlocked.Decrement(ref _underWay);
        LastAnswer = Stopwatch.GetTimestamp();
        await context.Response.Body.WriteAsync(wav);
    }

    async Task TakeWebhookAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Ended(body.RootElement.GetProperty("data").GetProperty("id").GetString()!).TrySetResult();
    }

    TaskCompletionSource Ended(string job)
    {
        lock (_ended)
        {
            return _ended.TryGetValue(job, out var known)
                ? known
                : _ended[job] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>A tone that rises and falls four times a second, as syllables do, of a plausible length: 24 kHz, 15 characters a second.</summary>
    static byte[] Wav(int characters)
    {
        var samples = new byte[24_000 / 15 * characters * sizeof(short)];
        for (var i = 0; i < samples.Length / sizeof(short); i++)
        {
            var end = Math.Min(1, ((samples.Length / sizeof(short)) - i) / 1_440.0);
            var syllable = end * end * end * end * Math.Abs(Math.Sin(Math.PI * 4 * i / 24_000)) * (0.5 + (0.5 * Math.Abs(Math.Sin(i / 6_000))));
            BitConverter.TryWriteBytes(samples.AsSpan(i * sizeof(short)), (short)(12_000 * syllable * Math.Sin(i * 0.05)));
        }

        return [.. WavHeader.Build(new PcmFormat(24_000, 1), SampleEncoding.PcmS16Le, samples.Length), .. samples];
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
