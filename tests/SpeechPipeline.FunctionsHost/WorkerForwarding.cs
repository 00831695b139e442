using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace SpeechPipeline.FunctionsHost;

/// <summary>Forwards requests to a worker's web server, by the proxy and with the headers that the Functions host uses.</summary>
sealed class WorkerForwarding(IHttpForwarder forwarder) : IDisposable
{
    const string InvocationIdHeader = "x-ms-invocation-id";

    static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromMinutes(4) };

    readonly HttpMessageInvoker _http = new(new PatientConnection(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    }));

    public async Task ForwardAsync(HttpContext http, Uri worker, string invocationId) =>
        await forwarder.SendAsync(http, worker.AbsoluteUri, _http, Patient, new Headers(invocationId));

    public void Dispose() => _http.Dispose();

    /// <summary>A worker listens a moment after it has loaded its functions: until then the real host tries again, and so does this.</summary>
    sealed class PatientConnection(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        const int Tries = 20;

        static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var tried = 1; ; tried++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && tried < Tries)
                {
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
    }

    sealed class Headers(string invocationId) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = null;
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{httpContext.Connection.RemoteIpAddress}");
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Host", httpContext.Request.Host.Value);
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", httpContext.Request.Scheme);
            proxyRequest.Headers.TryAddWithoutValidation(InvocationIdHeader, invocationId);
        }
    }
}
