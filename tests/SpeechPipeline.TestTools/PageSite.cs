using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace SpeechPipeline.TestTools;

/// <summary>A site of one page, and of what is added; <c>missing</c> is missing until it is added.</summary>
public sealed class PageSite : IDisposable
{
    readonly HttpListener _listener;
    readonly ConcurrentDictionary<string, (string Type, byte[] Content)> _others = new(StringComparer.Ordinal);

    public PageSite(string page)
    {
        _listener = LoopbackListener.Start(out var root);
        Root = root;
        _ = AnswerAsync(page);
    }

    string Root { get; }

    public string Address(string path) => Root + path;

    /// <summary>Puts something else at a path, which begins with a slash.</summary>
    public void Add(string path, string type, string content) => Add(path, type, Encoding.UTF8.GetBytes(content));

    /// <inheritdoc cref="Add(string, string, string)"/>
    public void Add(string path, string type, byte[] content) => _others[path] = (type, content);

    public void Dispose() => _listener.Close();

    async Task AnswerAsync(string page)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var path = context.Request.Url!.AbsolutePath;
                var isAdded = _others.TryGetValue(path, out var other);
                var (type, content) = isAdded ? other : ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
                context.Response.StatusCode = path == "/missing" && !isAdded ? 404 : 200;
                context.Response.ContentType = type;
                await context.Response.OutputStream.WriteAsync(content);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
