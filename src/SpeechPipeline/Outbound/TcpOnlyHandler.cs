using System.Net;

namespace SpeechPipeline.Outbound;

/// <summary>Keeps requests on TCP: an HTTP/3 connection is opened without asking <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
sealed class TcpOnlyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = request.Version > HttpVersion.Version20 ? HttpVersion.Version20 : request.Version;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        return base.SendAsync(request, cancellationToken);
    }
}
