using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>Where the local host listens, and how it is called there.</summary>
static class ListenAddress
{
    /// <summary>The address to listen on.</summary>
    /// <exception cref="InvalidSettingsException">It is no IP address; or others could reach it, and no key is set.</exception>
    public static Uri Of(string? wanted, int port, HostSettings settings)
    {
        var name = wanted ?? settings.ListenAddress ?? $"{IPAddress.Loopback}";
        var address = name.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(name, out var parsed) ? parsed
            : throw new InvalidSettingsException($"'{name}' is not an IP address to listen on; 0.0.0.0 listens on all of this machine's.");
        return IPAddress.IsLoopback(address) || settings.NeedsKey
            ? Uri(address, port)
            : throw new InvalidSettingsException(
                $"On {name} other machines could use the pipeline, and no key is set. Make one with 'speech keys new', and set it as Host:FunctionKeys:0 (environment variable Host__FunctionKeys__0).");
    }

    /// <summary>The address for this process's own calls: an address that stands for all is called by loopback.</summary>
    public static Uri Inside(Uri listens) => WithHost(listens, address => address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address);

    /// <summary>The address for links: one that stands for all is called by an address of this machine in its network, if it is in one.</summary>
    public static Uri Outside(Uri listens) => WithHost(listens, address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? InNetwork() ?? IPAddress.Loopback : address);

    static Uri WithHost(Uri listens, Func<IPAddress, IPAddress> change) =>
        IPAddress.TryParse(listens.Host.Trim('[', ']'), out var address) ? Uri(change(address), listens.Port) : listens;

    static Uri Uri(IPAddress address, int port) => new($"http://{(address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}")}:{port}");

    // The one by which the machine goes out into its network comes first.
    static IPAddress? InNetwork() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .Select(static card => card.GetIPProperties())
        .OrderByDescending(static card => card.GatewayAddresses.Count)
        .SelectMany(static card => card.UnicastAddresses)
        .Select(static one => one.Address)
        .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
}
