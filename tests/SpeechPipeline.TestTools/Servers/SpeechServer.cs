using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace SpeechPipeline.TestTools.Servers;

/// <summary>Stands in for a speech server on loopback: its routes, bodies and errors, with a tone for speech. It remembers its calls.</summary>
public sealed class SpeechServer : IDisposable
{
    readonly HttpListener _listener;
    readonly Func<ServerCall, Reply> _answer;
    readonly ConcurrentQueue<ServerCall> _calls = new();

    public SpeechServer(Func<ServerCall, Reply> answer)
    {
        _answer = answer;
        _listener = LoopbackListener.Start(out var root);
        Root = root.TrimEnd('/');
        _ = ServeAsync();
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Root { get; }

    public IReadOnlyCollection<ServerCall> Calls => _calls;

    /// <summary>The calls that asked for speech.</summary>
    public IEnumerable<ServerCall> Spoken => _calls.Where(static call => call.Path.EndsWith("/audio/speech", StringComparison.Ordinal));

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // It was closed, or its caller went.
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext exchange)
    {
        using var body = new MemoryStream();
        await exchange.Request.InputStream.CopyToAsync(body);
        using var json = body.Length == 0 ? null : JsonDocument.Parse(body.ToArray());
        var url = exchange.Request.Url!;
        var call = new ServerCall(exchange.Request.HttpMethod, url.AbsolutePath, url.Query, (WebHeaderCollection)exchange.Request.Headers, json?.RootElement.Clone() ?? default);
        _calls.Enqueue(call);
        var reply = _answer(call);
        exchange.Response.StatusCode = reply.Status;
        exchange.Response.ContentType = reply.Type;
        foreach (var (name, value) in reply.Headers)
        {
            exchange.Response.Headers[name] = value;
        }

        await exchange.Response.OutputStream.WriteAsync(reply.Body);
        exchange.Response.Close();
    }
}
