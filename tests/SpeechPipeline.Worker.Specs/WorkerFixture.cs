namespace SpeechPipeline.Worker.Specs;

/// <summary>One worker for the specs of what the app does.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    internal WorkerBench Bench { get; } = new(knowsItsAddress: true, "worker-flows.log");

    public async ValueTask InitializeAsync() => await Bench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
