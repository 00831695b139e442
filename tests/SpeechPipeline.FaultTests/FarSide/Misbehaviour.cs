using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>What an endpoint can do in place of answering properly, by name.</summary>
static class Misbehaviour
{
    /// <summary>Those after which the call may be made again: the endpoint was not reached, or did not answer in time.</summary>
    public static IReadOnlyDictionary<string, Func<HttpContext, string, Task>> Unreachable { get; } = new Dictionary<string, Func<HttpContext, string, Task>>
    {
        ["hang"] = (context, _) => UntilAbortedAsync(context),
        ["reset"] = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
        ["cut body"] = async (context, text) =>
        {
            var wav = Tone.Wav(Tone.Samples(text));
            context.Response.ContentType = "audio/wav";
            context.Response.ContentLength = wav.Length;
            await context.Response.Body.WriteAsync(wav.AsMemory(0, wav.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        },
        ["slow drip"] = async (context, text) =>
        {
            context.Response.ContentType = "audio/wav";
            foreach (var octets in Tone.Wav(Tone.Samples(text)).Chunk(16))
            {
                await context.Response.Body.WriteAsync(octets);
                await context.Response.Body.FlushAsync();
                await Task.WhenAny(UntilAbortedAsync(context), Task.Delay(5));
                if (context.RequestAborted.IsCancellationRequested)
                {
                    return;
                }
            }

            await UntilAbortedAsync(context);
        },
    };

    /// <summary>Those that come with 200 and cannot be the speech.</summary>
    public static IReadOnlyDictionary<string, Func<HttpContext, string, Task>> Unusable { get; } = new Dictionary<string, Func<HttpContext, string, Task>>
    {
        ["html"] = (context, _) => FarSides.AnswerAsync(context, "<html>Please try again later.</html>"u8.ToArray(), "text/html"),
        ["json with 200"] = (context, _) => FarSides.AnswerAsync(context, """{"error":{"message":"overloaded"}}"""u8.ToArray(), "application/json"),
        ["json called wav"] = (context, _) => FarSides.AnswerAsync(context, """{"error":{"message":"overloaded"}}"""u8.ToArray()),
        ["zero bytes"] = (context, _) => FarSides.AnswerAsync(context, []),
        ["header only"] = (context, _) => FarSides.AnswerAsync(context, Tone.Wav([])),
        ["silence"] = (context, text) => FarSides.AnswerAsync(context, Tone.Wav(new short[Tone.Samples(text).Length])),
        ["a quarter of the speech"] = (context, text) => FarSides.AnswerAsync(context, Tone.Wav(Tone.Samples(text)[..(Tone.Samples(text).Length / 4)])),
        ["fewer samples than the header says"] = (context, text) =>
            FarSides.AnswerAsync(context, Tone.Wav(Tone.Samples(text))[..(44 + (Tone.Samples(text).Length * 3 / 2))]),
    };

    static async Task UntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }
}
