namespace SpeechPipeline.EndToEnd;

/// <summary>A folder of a test's own.</summary>
sealed class WorkFolder(string prefix) : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    // The storage of a server that was killed follows it within moments, and may write to its folder until then.
    public async ValueTask DisposeAsync() => await Eventually.IsTrueAsync(() =>
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }, "the folder can be deleted", CancellationToken.None);
}
