using System.Collections.Concurrent;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>What sample triggers write down.</summary>
public sealed class Notes
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public void Add(string line) => Lines.Enqueue(line);
}
