using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.TestTools;

/// <summary>A TCP port on which nobody listens. It is not reserved: another may take it before it is used.</summary>
public static class FreePort
{
    public static int On(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
