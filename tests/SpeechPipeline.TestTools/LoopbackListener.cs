using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.TestTools;

/// <summary>HTTP on a free port of this machine.</summary>
public static class LoopbackListener
{
    const int Attempts = 20;

    /// <param name="root">Its address, with a slash at its end.</param>
    public static HttpListener Start(out string root)
    {
        for (var attempt = 1; ; attempt++)
        {
            root = $"http://127.0.0.1:{FreePort()}/";
            var listener = new HttpListener { Prefixes = { root } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Somebody else took the port since it was free: an HttpListener cannot ask for a free one itself.
                listener.Close();
            }
        }
    }

    static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
