using System.Globalization;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// The files that were moved out of the directory, in a hidden one within it: <c>.taken/{order}/{name}</c>. They are renamed, so
/// that a program that still has one open continues to write to it here, and a new file in its place is not touched. Files found here
/// at a start are uploaded then, perhaps a second time.
/// </summary>
sealed class TakenFiles(string root, TimeProvider time)
{
    public const string Folder = ".taken";

    static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    readonly string _folder = Path.Combine(root, Folder);
    Dictionary<string, TakenFile> _files = new(StringComparer.Ordinal);
    long _lastOrder;

    /// <summary>The versions of each file, the oldest first.</summary>
    public IEnumerable<IGrouping<string, TakenFile>> ByName() => _files.Values.OrderBy(file => file.Order).GroupBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>Checks all files in the hidden directory.</summary>
    public void Look()
    {
        if (_files.Count == 0 && !Directory.Exists(_folder))
        {
            return;
        }

        RemoveEmptyDirectories();
        _files = Find().ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in _files.Values)
        {
            file.Look();
            _lastOrder = Math.Max(_lastOrder, file.Order);
        }
    }

    /// <summary>Moves a file out of the directory.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="sight">Its state at the last check; a different file in its place counts as still being written.</param>
    /// <exception cref="IOException">It cannot be renamed, and stays in its place.</exception>
    public void Take(string path, string name, FileSight sight)
    {
        _lastOrder = Math.Max(_lastOrder + 1, time.GetUtcNow().UtcTicks);
        var taken = Path.Combine(_folder, _lastOrder.ToString("D19", CultureInfo.InvariantCulture), name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(taken)!);
        File.Move(path, taken);
        _files[taken] = new TakenFile(taken, name, _lastOrder, sight);
        _files[taken].Look();
    }

    IEnumerable<TakenFile> Find()
    {
        foreach (var path in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*", All) : [])
        {
            var name = Path.GetRelativePath(_folder, path).Split(Path.DirectorySeparatorChar, 2);
            if (_files.TryGetValue(path, out var known))
            {
                yield return known;
            }
            else if (name.Length == 2 && long.TryParse(name[0], NumberStyles.None, CultureInfo.InvariantCulture, out var order))
            {
                yield return new TakenFile(path, name[1].Replace(Path.DirectorySeparatorChar, '/'), order, sight: null);
            }
        }
    }

    void RemoveEmptyDirectories()
    {
        foreach (var directory in Directory.EnumerateDirectories(_folder, "*", All).Append(_folder).OrderByDescending(path => path.Length).ToList())
        {
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Directory.Delete(directory);
            }
        }
    }
}
