using System.Text.RegularExpressions;

namespace SpeechPipeline.Benchmarks;

/// <summary>Notes every call to storage as method, path and status.</summary>
sealed partial class CallCounter() : DelegatingHandler(new SocketsHttpHandler())
{
    readonly Lock _lock = new();
    List<string> _calls = [];

    /// <summary>The calls since this was last asked, in the order of their answers.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_lock)
        {
            var taken = _calls;
            _calls = [];
            return taken;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        lock (_lock)
        {
            _calls.Add($"{request.Method,-6} {Names().Replace(Uri.UnescapeDataString(request.RequestUri!.AbsolutePath), "…")} {(int)response.StatusCode}");
        }

        return response;
    }

    // Ids, hashes and the account say nothing here.
    [GeneratedRegex("^/devstoreaccount1|[0-9a-z]{26,}|[0-9a-f-]{36}")]
    private static partial Regex Names();
}
