namespace SpeechPipeline.Worker.Specs;

/// <summary>One worker for the specs of what the app does.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    internal WorkerPipeline Pipeline { get; } = new(knowsItsAddress: true, "worker-flows.log");

    public async ValueTask InitializeAsync() => await Pipeline.StartAsync();

    public ValueTask DisposeAsync() => Pipeline.DisposeAsync();
}
