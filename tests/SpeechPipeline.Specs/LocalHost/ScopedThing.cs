namespace SpeechPipeline.Specs.LocalHost;

/// <summary>One for each invocation.</summary>
public sealed class ScopedThing(Notes notes) : IDisposable
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public void Dispose() => notes.Add($"scope ended {Id}");
}
