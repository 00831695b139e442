using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.Outbound;

/// <summary>
/// Opens the connections that callers cause (webhooks, <c>source_url</c>, feeds, covers). The rules are applied to the addresses
/// that the name has at the moment of connecting, and the connection goes to those very addresses: a name that answers
/// differently the next time (DNS rebinding) gains nothing.
/// </summary>
/// <remarks>
/// One forbidden answer refuses the host, even when others are public. Hosts on the public internet publish no private
/// addresses; a mixture is an attempt or a mistake, and trying only the public ones would make its outcome depend on luck.
/// </remarks>
public sealed class GuardedConnection(OutboundOptions options)
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Connections are closed after this time, so that a name's new addresses are found and checked within minutes.</summary>
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// A handler for an <see cref="HttpClient"/> that connects only where the rules allow. Redirects are not followed: each hop is
    /// the caller's of this handler to check and follow. No proxy, which would resolve names out of sight; no cookies.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The outer handler disposes the inner one.")]
    public HttpMessageHandler CreateHandler(DecompressionMethods decompression = DecompressionMethods.None) =>
        new TcpOnlyHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = decompression,
            ConnectCallback = (context, cancellationToken) => Connect(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
            UseProxy = false,
        });

    /// <exception cref="ForbiddenAddressException">One of the host's addresses is forbidden; nothing was connected to.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket, and the catch disposes it.")]
    async ValueTask<Stream> Connect(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(endPoint.Host, cancellationToken);
        if (!options.Allows(endPoint.Host))
        {
            foreach (var address in addresses)
            {
                if (AddressRules.WhyForbidden(address) is { } reason)
                {
                    throw new ForbiddenAddressException(endPoint.Host, address, reason);
                }
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
