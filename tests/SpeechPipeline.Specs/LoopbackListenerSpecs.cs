using System.Net;

namespace SpeechPipeline.Specs;

public sealed class LoopbackListenerSpecs
{
    [Fact]
    public void Where_a_port_was_taken_meanwhile_another_is_tried()
    {
        using var other = LoopbackListener.Start(out var taken);
        var ports = new Queue<int>([new Uri(taken).Port, FreePort.On(IPAddress.Loopback)]);
        using var listener = LoopbackListener.Start(ports.Dequeue, out var root);
        Assert.NotEqual(taken, root);
        Assert.True(listener.IsListening);
    }
}
