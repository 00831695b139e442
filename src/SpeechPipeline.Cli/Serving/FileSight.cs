namespace SpeechPipeline.Cli.Serving;

/// <summary>A file as it was seen: one that looks the same twice is written no more.</summary>
readonly record struct FileSight(long Length, DateTime ModifiedUtc)
{
    /// <summary>An empty file is about to be written, as a rule; after this long it is taken for what it is.</summary>
    static readonly TimeSpan PatienceWithEmpty = TimeSpan.FromSeconds(5);

    public static FileSight? Of(string path) =>
        new FileInfo(path) is { Exists: true } file ? new FileSight(file.Length, file.LastWriteTimeUtc) : null;

    public bool MayBeBegun(DateTime nowUtc) => Length == 0 && nowUtc - ModifiedUtc < PatienceWithEmpty;
}
