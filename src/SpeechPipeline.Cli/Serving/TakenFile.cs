namespace SpeechPipeline.Cli.Serving;

/// <summary>One version of a file, moved out of the directory. A program that still has it open may continue to write.</summary>
/// <param name="path">Its current path.</param>
/// <param name="name">Its name in the folder.</param>
/// <param name="order">A number that grows with each file.</param>
/// <param name="sight">Its state at the last check; null if that was in another process.</param>
sealed class TakenFile(string path, string name, long order, FileSight? sight)
{
    /// <summary>
    /// A writer may pause, and there is no way to ask whether it has finished. If it pauses for longer than this after an upload,
    /// later writes are lost.
    /// </summary>
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    FileSight? _uploaded;
    DateTimeOffset _uploadedAt;

    public string Path => path;

    public string Name => name;

    public long Order => order;

    public FileSight? Sight { get; private set; } = sight;

    /// <summary>Whether it was the same at the last two checks.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Whether any state of it was uploaded.</summary>
    public bool WasUploaded => _uploaded is not null;

    /// <summary>Whether its current state was uploaded.</summary>
    public bool IsUploaded => WasUploaded && _uploaded == Sight;

    /// <summary>Whether it may be deleted.</summary>
    public bool IsOver(DateTimeOffset now) => IsUploaded && now - _uploadedAt >= Kept && FileSight.Of(path) == _uploaded;

    public void Look()
    {
        var now = FileSight.Of(path);
        (IsQuiet, Sight) = (now is not null && now == Sight, now);
    }

    /// <summary>The state before the upload counts, so that bytes written during the upload are uploaded again.</summary>
    public void Uploaded(DateTimeOffset now) => (_uploaded, _uploadedAt) = (Sight, now);

    /// <summary>An older version was uploaded after this one, so this one must be uploaded again.</summary>
    public void Follow() => _uploaded = null;
}
