namespace SpeechPipeline.Cli;

/// <summary>Folders that a command will write to.</summary>
static class Folders
{
    /// <summary>Makes the folder if there is none, and tries a file in it, so that a fault shows before anything is paid for.</summary>
    /// <exception cref="PipelineException">The folder cannot be made or written.</exception>
    public static void Ready(DirectoryInfo folder)
    {
        try
        {
            folder.Create();
            using var probe = new FileStream(
                Path.Combine(folder.FullName, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"The folder '{folder}' cannot be written: {e.Message}");
        }
    }
}
