namespace SpeechPipeline.Cli.Serving;

/// <summary>The state of a file at a check: a file that is the same twice is complete.</summary>
readonly record struct FileSight(long Length, DateTime ModifiedUtc)
{
    /// <summary>An empty file is usually about to be written; after this time it counts as complete.</summary>
    static readonly TimeSpan PatienceWithEmpty = TimeSpan.FromSeconds(5);

    public static FileSight? Of(string path) =>
        new FileInfo(path) is { Exists: true } file ? new FileSight(file.Length, file.LastWriteTimeUtc) : null;

    public bool MayBeBegun(DateTime nowUtc) => Length == 0 && nowUtc - ModifiedUtc < PatienceWithEmpty;
}
