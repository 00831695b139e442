using System.Collections.Concurrent;
using System.Text;

namespace SpeechPipeline.EndToEnd;

/// <summary>Records what a test asks and is answered, to compare it with the contract.</summary>
sealed class Exchanges() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    const string Prefix = "/api/";
    const int LongestBody = 1024 * 1024;

    static readonly AsyncLocal<ConcurrentQueue<object>?> Recorded = new();

    /// <summary>Records from now on what this test asks; other tests at the same time have nothing to do with it.</summary>
    public static IReadOnlyCollection<object> Record() => Recorded.Value = new ConcurrentQueue<object>();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.Content is { Headers.ContentType.MediaType: "application/json" } body ? await ReadAsync(body, cancellationToken) : null;
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith(Prefix, StringComparison.Ordinal) && request.Method != HttpMethod.Options)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var answered = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? await ReadAsync(response.Content, cancellationToken) : null;
            Recorded.Value?.Enqueue(new { method = request.Method.Method, path = path[(Prefix.Length - 1)..], status = (int)response.StatusCode, request = asked, response = answered });
        }

        return response;
    }

    /// <summary>The JSON as it is: not all that is sent could be written again.</summary>
    static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
        return bytes.Length is > 0 and <= LongestBody ? Encoding.UTF8.GetString(bytes) : null;
    }
}
