using System.Net;

namespace SpeechPipeline.TestTools;

/// <summary>HTTP on a free port of this machine.</summary>
public static class LoopbackListener
{
    const int Attempts = 20;

    /// <param name="root">Its address, with a slash at its end.</param>
    public static HttpListener Start(out string root) => Start(static () => FreePort.On(IPAddress.Loopback), out root);

    /// <param name="port">A port to try, asked for again where somebody else has taken the last one.</param>
    /// <param name="root">Its address, with a slash at its end.</param>
    public static HttpListener Start(Func<int> port, out string root)
    {
        for (var attempt = 1; ; attempt++)
        {
            root = $"http://127.0.0.1:{port()}/";
            var listener = new HttpListener { Prefixes = { root } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
        }
    }
}
