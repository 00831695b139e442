using System.Net;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>Sends the storage calls of this process, and rings for each sent message that is visible at once.</summary>
sealed class BellRinger(QueueBell bell) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // Put Message: POST …/{queue}/messages, with visibilitytimeout where the message is to wait.
        if (response.StatusCode == HttpStatusCode.Created
            && request.Method == HttpMethod.Post
            && request.RequestUri is { Segments: [.., var queue, "messages"], Query: var query }
            && !query.Contains("visibilitytimeout=", StringComparison.Ordinal))
        {
            bell.Strike(queue.TrimEnd('/'));
        }

        return response;
    }
}
