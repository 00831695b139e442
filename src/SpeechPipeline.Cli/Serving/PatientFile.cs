namespace SpeechPipeline.Cli.Serving;

/// <summary>Opens files that may lie on a share that has gone: nothing waits for one longer than a while.</summary>
static class PatientFile
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Opens a file for reading; others may write, rename and delete it meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened, not within ten seconds, or is a pipe or a device.</exception>
    public static async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), CancellationToken.None);
        try
        {
            var file = await opening.WaitAsync(Patience, cancellationToken);
            if (file.CanSeek)
            {
                return file;
            }

            await file.DisposeAsync();
            throw new IOException("It is a pipe or a device.");
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Whenever it opens at last, it is closed.
            _ = opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw e is TimeoutException ? new IOException($"It could not be opened within {Patience.TotalSeconds:0} s.", e) : e;
        }
    }
}
