using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.TestTools;

/// <summary>HTTP on a free port of this machine.</summary>
public static class LoopbackListener
{
    /// <param name="root">Its address, with a slash at its end.</param>
    public static HttpListener Start(out string root)
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        root = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/";
        socket.Stop();
        var listener = new HttpListener { Prefixes = { root } };
        listener.Start();
        return listener;
    }
}
