using System.Net;
using System.Net.Http.Headers;

namespace SpeechPipeline.Speech;

/// <summary>Sends to the endpoint: with its key, and along redirects that stay with it.</summary>
sealed class EndpointCalls(HttpClient http, SpeechOptions options, TimeProvider time)
{
    const int MostRedirects = 4;

    /// <summary>An error is known by its status; its words are not waited for as long as speech is.</summary>
    static readonly TimeSpan ReasonPatience = TimeSpan.FromSeconds(5);

    public EndpointAddress Address => EndpointAddress.Of(options.BaseAddress!);

    /// <param name="address">One of the endpoint's.</param>
    /// <param name="body">JSON, to be posted; null: the address is read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<HttpResponseMessage> SendAsync(Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        var endpoint = Address;
        for (var redirects = 0; ; redirects++)
        {
            using var message = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
            if (body is not null)
            {
                message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            }

            var response = await SendAsync(message, endpoint, cancellationToken);
            if (redirects == MostRedirects || Followed(response, address, isRead: body is null) is not { } target)
            {
                return response;
            }

            response.Dispose();
            address = target;
        }
    }

    /// <exception cref="UnsendableException">The address or the key makes no request that can be sent.</exception>
    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, EndpointAddress endpoint, CancellationToken cancellationToken)
    {
        try
        {
            EndpointKey.Add(message.Headers, options, endpoint);
            return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or InvalidOperationException)
        {
            // Anywhere else these are faults of ours.
            throw new UnsendableException(e);
        }
    }

    /// <summary>What the answer says in words, as far as it comes soon.</summary>
    public async Task<ErrorReason> ReasonAsync(HttpResponseMessage response, string? input, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ReasonPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var buffer = new byte[ErrorReason.MostBytes];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            for (var read = -1; read != 0 && length < buffer.Length; length += read)
            {
                read = await stream.ReadAsync(buffer.AsMemory(length), both.Token);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What came of it is told.
        }

        return Reason(buffer.AsSpan(0, length), input);
    }

    public ErrorReason Reason(ReadOnlySpan<byte> body, string? input) => ErrorReason.Read(body, [EndpointKey.Clean(options.ApiKey), input, .. Address.Secrets]);

    /// <summary>
    /// Only 307 and 308 keep a POST what it is (RFC 9110 section 15.4); and the key goes to nobody but the host that it is meant for, there by
    /// no less safe a way.
    /// </summary>
    static Uri? Followed(HttpResponseMessage response, Uri called, bool isRead)
    {
        var keeps = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || (isRead && response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther);
        if (!keeps || response.Headers.Location is not { } location || !Uri.TryCreate(called, location, out var target))
        {
            return null;
        }

        var isUpgrade = called.Scheme == Uri.UriSchemeHttp && target.Scheme == Uri.UriSchemeHttps && called.IsDefaultPort && target.IsDefaultPort;
        return string.Equals(target.IdnHost, called.IdnHost, StringComparison.OrdinalIgnoreCase) && (isUpgrade || (target.Scheme == called.Scheme && target.Port == called.Port)) ? target : null;
    }
}
