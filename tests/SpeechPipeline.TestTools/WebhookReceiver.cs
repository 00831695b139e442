using System.Text.Json;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>A receiver of webhooks in Node.js that checks signatures with the reference library.</summary>
public sealed class WebhookReceiver(NodeTool listener, int port) : IDisposable
{
    /// <summary>The key that the pipeline must sign with; made for these tests.</summary>
    public const string SigningKey = "whsec_c3BlZWNoLXBpcGVsaW5lLXRlc3QtMDEyMzQ1Njc4OQ==";

    public string Address => $"http://127.0.0.1:{port}/hook";

    /// <param name="statuses">What it answers in turn; the last one repeats.</param>
    public static async Task<WebhookReceiver> StartAsync(string statuses = "200")
    {
        var listener = new NodeTool("webhook-listener.mjs", new Dictionary<string, string>
        {
            ["WEBHOOK_SECRET"] = SigningKey,
            ["WEBHOOK_STATUSES"] = statuses,
        });
        var ready = JsonSerializer.Deserialize<JsonElement>(await listener.ReadLine(TestContext.Current.CancellationToken));
        return new WebhookReceiver(listener, ready.GetProperty("port").GetInt32());
    }

    /// <summary>The next request that came in.</summary>
    /// <param name="patience">How long it may take; null: two minutes.</param>
    /// <exception cref="OperationCanceledException">None came.</exception>
    public async Task<JsonElement> NextAsync(TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? TimeSpan.FromMinutes(2));
        return JsonSerializer.Deserialize<JsonElement>(await listener.ReadLine(limit.Token));
    }

    public void Dispose() => listener.Dispose();
}
