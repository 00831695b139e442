namespace SpeechPipeline.EndToEnd;

/// <summary>Specs that have a <see cref="DropDirectory"/> each.</summary>
public abstract class DropDirectorySpecs : IAsyncLifetime
{
    DropDirectory? _directory;

    private protected DropDirectory Inbox => _directory!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _directory = await DropDirectory.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await (_directory?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }
}
