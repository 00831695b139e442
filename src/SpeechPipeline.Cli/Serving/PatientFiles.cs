using System.Collections.Concurrent;

namespace SpeechPipeline.Cli.Serving;

/// <summary>Opens files that may lie on a share that has gone: nothing waits for one longer than a while.</summary>
sealed class PatientFiles(TimeSpan patience)
{
    readonly ConcurrentDictionary<string, Task<FileStream>> _late = new(StringComparer.Ordinal);

    /// <summary>Opens a file for reading; others may write, rename and delete it meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened, does not open in time, or is a pipe or a device.</exception>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // A file that still has not opened is not opened once more: each try would hold a thread.
        var opening = _late.TryRemove(path, out var late) ? late
            : Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), CancellationToken.None);
        try
        {
            var file = await opening.WaitAsync(patience, cancellationToken);
            if (file.CanSeek)
            {
                return file;
            }

            await file.DisposeAsync();
            throw new IOException("It is a pipe or a device.");
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _late[path] = opening;
            throw e is TimeoutException ? new IOException($"It could not be opened within {patience.TotalSeconds:0.#} s.", e) : e;
        }
    }
}
