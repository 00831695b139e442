using System.Net;

namespace SpeechPipeline.EndToEnd;

/// <summary>Stands before a pipeline as a gateway does, and of every three reads answers one with 502 and one with nothing.</summary>
sealed class FlakyServer : IDisposable
{
    readonly HttpListener _listener;
    readonly HttpClient _http;
    int _reads;

    public FlakyServer(Uri pipeline)
    {
        _http = new HttpClient { BaseAddress = new Uri(pipeline.GetLeftPart(UriPartial.Authority)) };
        _listener = LoopbackListener.Start(out var root);
        Address = root;
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>How many reads it has spoilt.</summary>
    public int Spoilt { get; private set; }

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var exchange = await _listener.GetContextAsync();
            var turn = exchange.Request.HttpMethod == "GET" ? _reads++ % 3 : 2;
            Spoilt += turn == 2 ? 0 : 1;
            if (turn == 2)
            {
                await ForwardAsync(exchange);
            }
            else
            {
                exchange.Response.StatusCode = (int)(turn == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.OK);
            }

            exchange.Response.Close();
        }
    }

    async Task ForwardAsync(HttpListenerContext exchange)
    {
        using var request = new HttpRequestMessage(new HttpMethod(exchange.Request.HttpMethod), exchange.Request.RawUrl);
        if (exchange.Request.HasEntityBody)
        {
            request.Content = new StreamContent(exchange.Request.InputStream);
            request.Content.Headers.TryAddWithoutValidation("content-type", exchange.Request.ContentType);
        }

        using var answer = await _http.SendAsync(request);
        exchange.Response.StatusCode = (int)answer.StatusCode;
        exchange.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(exchange.Response.OutputStream);
    }
}
