namespace SpeechPipeline.Cli.Serving;

/// <summary>One version of a file, taken out of the directory. Whoever still holds it may be writing on.</summary>
/// <param name="path">Where it lies now.</param>
/// <param name="name">Its name in the folder.</param>
/// <param name="order">Grows with each file that is taken.</param>
/// <param name="sight">As it was last seen; null where that was in another process.</param>
sealed class TakenFile(string path, string name, long order, FileSight? sight)
{
    /// <summary>
    /// A writer may pause, and there is no way to ask whether it has ended. One that pauses for longer than this after an upload
    /// loses what it writes then.
    /// </summary>
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    FileSight? _uploaded;
    DateTimeOffset _uploadedAt;

    public string Path => path;

    public string Name => name;

    public long Order => order;

    public FileSight? Sight { get; private set; } = sight;

    /// <summary>Whether it looked the same at the last two looks.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Whether storage has had it, as it looked then.</summary>
    public bool WasUploaded => _uploaded is not null;

    /// <summary>Whether storage has it as it looks now.</summary>
    public bool IsUploaded => WasUploaded && _uploaded == Sight;

    /// <summary>Whether it may be deleted.</summary>
    public bool IsOver(DateTimeOffset now) => IsUploaded && now - _uploadedAt >= Kept && FileSight.Of(path) == _uploaded;

    public void Look()
    {
        var now = FileSight.Of(path);
        (IsQuiet, Sight) = (now is not null && now == Sight, now);
    }

    /// <summary>What it looked like before the upload counts: what came during that is uploaded again.</summary>
    public void Uploaded(DateTimeOffset now) => (_uploaded, _uploadedAt) = (Sight, now);

    /// <summary>An older version was uploaded after this one: this one follows again.</summary>
    public void Follow() => _uploaded = null;
}
