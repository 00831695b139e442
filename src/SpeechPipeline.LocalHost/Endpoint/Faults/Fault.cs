using System.Globalization;
using SpeechPipeline.Audio;

namespace SpeechPipeline.LocalHost.Endpoint.Faults;

/// <summary>One way for the endpoint to answer a valid request wrongly.</summary>
/// <param name="Name">The name in the ledger.</param>
/// <param name="Answer">What it does instead of the correct answer.</param>
public sealed record Fault(string Name, Func<SpeechExchange, Task> Answer)
{
    /// <summary>An error status.</summary>
    /// <param name="status">Any HTTP status.</param>
    /// <param name="body">Null: the contract's own error for that status.</param>
    /// <param name="headers">Such as <c>("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")</c>; sent as they are, however nonsensical.</param>
    public static Fault Status(int status, string? body = null, params (string Name, string Value)[] headers) => new(
        status.ToString(CultureInfo.InvariantCulture),
        exchange => exchange.RefuseAsync(status, body, headers));

    /// <summary>429 as the contract describes it, with the hint in <c>retry-after</c>.</summary>
    public static Fault TooManyRequests(string retryAfter) => Status(429, null, ("retry-after", retryAfter));

    /// <summary>Waits on the endpoint's clock, then answers properly or with another fault.</summary>
    public static Fault Delay(TimeSpan latency, Fault? then = null) => new(
        then is null ? "delay" : $"delay, {then.Name}",
        async exchange =>
        {
            await Task.Delay(latency, exchange.Clock, exchange.Gone);
            await (then is null ? exchange.AnswerAsync() : then.Answer(exchange));
        });

    /// <summary>Takes the request and never answers, until the client goes or the endpoint stops.</summary>
    public static Fault NeverAnswer() => new("never answers", exchange => Task.Delay(Timeout.InfiniteTimeSpan, exchange.Gone));

    /// <summary>Aborts the connection without an answer.</summary>
    public static Fault Reset() => new("reset", exchange =>
    {
        exchange.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Promises the whole length, sends the first bytes, closes the connection.</summary>
    public static Fault CutAfter(int bytes) => new("cut", async exchange =>
    {
        // Kestrel closes an incomplete response in order; an abort could overtake bytes already sent.
        var body = exchange.Encode(await exchange.SpeakAsync());
        await exchange.SendPartAsync(body.AsMemory(0, Math.Min(bytes, body.Length)), body.Length);
    });

    /// <summary>The first bytes of the right answer with a <c>Content-Length</c> to match: only the WAV header's sizes tell.</summary>
    public static Fault TruncateTo(int bytes) => Altered("truncated", body => body[..Math.Min(bytes, body.Length)]);

    /// <summary>A flawless file that holds only the first part of the speech.</summary>
    /// <param name="part">0 to 1.</param>
    public static Fault SpeakOnly(double part) => new("speaks a part", async exchange =>
    {
        var audio = await exchange.SpeakAsync();
        await exchange.AnswerAsync(exchange.Encode(new PcmAudio(audio.Format, audio.Samples[..(int)(audio.Samples.Length * part)])));
    });

    /// <summary>A flawless file of the right length, without a sound.</summary>
    public static Fault Silence() => new("silence", async exchange =>
    {
        var audio = await exchange.SpeakAsync();
        await exchange.AnswerAsync(exchange.Encode(new PcmAudio(audio.Format, new float[audio.Samples.Length])));
    });

    /// <summary>A WAV header as streaming servers write it: this value (0, 0x7FFFFFFF, 0xFFFFFFFF) for both sizes. WAV answers only.</summary>
    public static Fault StreamedSizes(uint size) => Altered("streamed sizes", body =>
    {
        BitConverter.TryWriteBytes(body.AsSpan(4), size);
        BitConverter.TryWriteBytes(body.AsSpan(40), size);
        return body;
    });

    /// <summary>Status 200 with something that is no audio: JSON, HTML, or nothing.</summary>
    public static Fault Content(string contentType, string body) => new(
        body.Length == 0 ? "empty" : "not audio",
        exchange => exchange.AnswerAsync(System.Text.Encoding.UTF8.GetBytes(body), contentType));

    /// <summary>Status 200 and an audio type, no bytes.</summary>
    public static Fault Empty() => Altered("empty", _ => []);

    /// <summary>The right answer, some bytes at a time, each followed by a wait on the endpoint's clock.</summary>
    public static Fault Drip(int bytes, TimeSpan pause) => new("drip", async exchange =>
    {
        var body = exchange.Encode(await exchange.SpeakAsync());
        for (var sent = 0; sent < body.Length; sent += bytes)
        {
            await exchange.SendPartAsync(body.AsMemory(sent, Math.Min(bytes, body.Length - sent)), body.Length);
            await Task.Delay(pause, exchange.Clock, exchange.Gone);
        }
    });

    /// <summary>The right answer's bytes, changed.</summary>
    public static Fault Altered(string name, Func<byte[], byte[]> change) => new(name, async exchange =>
        await exchange.AnswerAsync(change(exchange.Encode(await exchange.SpeakAsync()))));
}
