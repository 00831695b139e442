using System.Net;
using System.Text;

namespace SpeechPipeline.EndToEnd;

/// <summary>A site of one page; whatever is called missing is.</summary>
sealed class PageSite : IDisposable
{
    readonly HttpListener _listener = new();

    public PageSite(string page)
    {
        using (var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Root = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Root);
        _listener.Start();
        _ = AnswerAsync(page);
    }

    string Root { get; }

    public string Address(string path) => Root + path;

    public void Dispose() => _listener.Close();

    async Task AnswerAsync(string page)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = context.Request.Url!.AbsolutePath == "/missing" ? 404 : 200;
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
