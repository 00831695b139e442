namespace SpeechPipeline.EndToEnd;

/// <summary>Tests that need a pipeline to themselves: each has a new one, with nothing in it.</summary>
public abstract class OwnPipeline : IAsyncLifetime
{
    PipelineDriver? _driver;

    protected PipelineDriver Driver => _driver!;

    public async ValueTask InitializeAsync() =>
        _driver = new PipelineDriver(await PipelineFixture.StartAsync(PipelineFixture.Price));

    public async ValueTask DisposeAsync()
    {
        if (_driver is not null)
        {
            await _driver.Pipeline.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
