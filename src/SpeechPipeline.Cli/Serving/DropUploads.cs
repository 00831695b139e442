using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Drops;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// Uploads the files of a directory into the drop folder. A file that is unchanged at two checks is moved out of the directory, uploaded,
/// and deleted some time later. <c>_defaults.json</c> files stay in the directory, and changes to them are copied.
/// </summary>
sealed partial class DropUploads(string root, DropIgnored ignored, PipelineStorage storage, TimeProvider time, ILogger<DropUploads> logger)
{
    // In any case, because some file systems ignore case.
    public const string Done = "done";
    public const string Failed = "failed";

    const int UploadsAtOnce = 8;
    const int MostLeft = 1_000;

    /// <summary>The character that .NET reads in names that are not UTF-8.</summary>
    const char Undecodable = '\uFFFD';

    const string IgnoredName = "files and folders of that name are ignored";
    const string NoFile = "it is a pipe, a socket or a device, not a file";

    readonly TakenFiles _taken = new(root, time);
    readonly PatientFiles _opened = new(TimeSpan.FromSeconds(10));
    readonly PassedOver _passedOver = new(Path.Combine(root, Failed), time);
    readonly Dictionary<string, FileSight> _defaults = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, FileSight?> _untouchable = new(StringComparer.Ordinal);
    readonly HashSet<string> _unopenable = new(StringComparer.Ordinal);
    Dictionary<string, FileSight> _seen = new(StringComparer.Ordinal);
    bool _isCompared;

    /// <summary>Checks the directory once.</summary>
    /// <returns>How many files were uploaded.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        _taken.Look();
        var now = time.GetUtcNow();
        var (files, left) = Scan();
        var settled = files.Where(file => _seen.TryGetValue(file.Key, out var before) && before == file.Value && !file.Value.MayBeBegun(now.UtcDateTime)).ToList();
        _seen = files;
        foreach (var special in settled.Where(file => !FileKind.IsRegular(LocalPath(file.Key))).ToList())
        {
            left[special.Key] = NoFile;
            settled.Remove(special);
        }

        await TryAsync(PassedOver.FileName, sight: null, () =>
        {
            _passedOver.Write(left);
            return Task.CompletedTask;
        });

        await RemoveDefaultsAsync(files, cancellationToken);
        foreach (var (name, sight) in settled.Where(file => !IsNameable(file.Key)))
        {
            await TryAsync(name, sight, () => RefuseAsync(LocalPath(name), name, sight, UnnameableProblem, cancellationToken));
        }

        settled.RemoveAll(file => !IsNameable(file.Key));
        foreach (var (name, sight) in settled.Where(IsNewDefaults))
        {
            if (await TryAsync(name, sight, () => UploadAsync(LocalPath(name), name, cancellationToken)))
            {
                _defaults[name] = sight;
            }
        }

        // The defaults for the files below are still being written, or cannot be read now.
        var waiting = files.Where(IsNewDefaults).Select(file => file.Key[..(file.Key.LastIndexOf('/') + 1)]).ToList();
        bool Waits(string name) => waiting.Exists(folder => name.StartsWith(folder, StringComparison.Ordinal));

        foreach (var (name, sight) in settled.Where(file => !DropNames.IsDefaults(file.Key) && !Waits(file.Key)))
        {
            await TryAsync(name, sight, () =>
            {
                _taken.Take(LocalPath(name), name, sight);
                return Task.CompletedTask;
            });
        }

        var uploaded = 0;
        await Parallel.ForEachAsync(
            _taken.ByName().Where(versions => !Waits(versions.Key)),
            new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken },
            async (versions, token) => Interlocked.Add(ref uploaded, await UploadAsync([.. versions], token)));
        foreach (var file in _taken.ByName().SelectMany(versions => versions).Where(file => file.IsOver(now)))
        {
            await TryAsync(file.Name, file.Sight, () =>
            {
                File.Delete(file.Path);
                return Task.CompletedTask;
            });
        }

        return uploaded;
    }

    bool IsNewDefaults(KeyValuePair<string, FileSight> file) =>
        DropNames.IsDefaults(file.Key) && (!_defaults.TryGetValue(file.Key, out var known) || known != file.Value);

    /// <summary>Uploads those versions of a file that storage does not have, in their order.</summary>
    /// <returns>How many.</returns>
    async Task<int> UploadAsync(IReadOnlyList<TakenFile> versions, CancellationToken cancellationToken)
    {
        var uploaded = 0;
        foreach (var (i, file) in versions.Index().Where(version => !version.Item.IsUploaded))
        {
            if (!file.IsQuiet && file.WasUploaded)
            {
                continue;
            }

            if (!file.IsQuiet || !await TryAsync(file.Name, file.Sight, () => UploadOrRefuseAsync(file, cancellationToken)))
            {
                break;
            }

            uploaded++;
            foreach (var newer in versions.Skip(i + 1))
            {
                newer.Follow();
            }
        }

        return uploaded;
    }

    async Task UploadOrRefuseAsync(TakenFile file, CancellationToken cancellationToken)
    {
        try
        {
            await UploadAsync(file.Path, file.Name, cancellationToken);
            file.Uploaded(time.GetUtcNow());
        }
        catch (RequestFailedException e) when (StorageFault.IsRefusal(e))
        {
            await RefuseAsync(file.Path, file.Name, file.Sight!.Value, $"was refused by storage: {e.Status} {e.ErrorCode}.", cancellationToken);
        }
    }

    async Task UploadAsync(string path, string name, CancellationToken cancellationToken)
    {
        await using var file = await _opened.OpenAsync(path, cancellationToken);
        await storage.Drops.GetBlobClient(name).UploadAsync(file, overwrite: true, cancellationToken);
    }

    /// <summary>Does something with a file. If that fails, the file stays and is tried again, and the others continue.</summary>
    /// <returns>Whether it succeeded.</returns>
    async Task<bool> TryAsync(string name, FileSight? sight, Func<Task> work)
    {
        try
        {
            await work();
            _untouchable.TryRemove(name, out _);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RequestFailedException { Status: >= 400 and < 500 })
        {
            if (!_untouchable.TryGetValue(name, out var known) || known != sight)
            {
                _untouchable[name] = sight;
                Log.Untouchable(logger, name, e is RequestFailedException refused ? $"{refused.Status} {refused.ErrorCode}" : e.GetType().Name);
            }

            return false;
        }
    }

    /// <summary>Whether the file's name is possible in storage: file systems allow more characters and longer paths.</summary>
    static bool IsNameable(string name) => DropNames.IsAddressable(name) && name.Length <= DropNames.MaxLength;

    static string UnnameableProblem { get; } =
        $"has a name that is not allowed in storage: it has a backslash or a control character, or more than {DropNames.MaxLength:N0} characters.";

    /// <summary>Moves a file that cannot be uploaded to the failed ones, with a report of the reason.</summary>
    async Task RefuseAsync(string path, string name, FileSight sight, string problem, CancellationToken cancellationToken)
    {
        var report = DropReport.Refused(
            new DropVersion(name, default, new DateTimeOffset(sight.ModifiedUtc, TimeSpan.Zero)), time.GetUtcNow(), [new DropProblem(name, "#", problem)]);
        var target = LocalNames.Under(Path.Combine(root, Failed), name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target, overwrite: true);
        await File.WriteAllBytesAsync(target + DropNames.ReportSuffix, JsonSerializer.SerializeToUtf8Bytes(report, PipelineJson.Readable), cancellationToken);
    }

    /// <summary>Deletes defaults in storage whose files were deleted locally, also while the pipeline was stopped.</summary>
    async Task RemoveDefaultsAsync(Dictionary<string, FileSight> files, CancellationToken cancellationToken)
    {
        var gone = _defaults.Keys.Where(name => !files.ContainsKey(name)).ToList();
        if (!_isCompared)
        {
            await foreach (var blob in storage.Drops.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                if (DropNames.IsDefaults(blob.Name) && !files.ContainsKey(blob.Name))
                {
                    gone.Add(blob.Name);
                }
            }

            _isCompared = true;
        }

        foreach (var name in gone)
        {
            await storage.Drops.DeleteBlobIfExistsAsync(name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
            _defaults.Remove(name);
        }
    }

    /// <summary>The files by their names in the folder, and those that are left alone, with the reason; links are not followed.</summary>
    (Dictionary<string, FileSight> Files, Dictionary<string, string> Left) Scan()
    {
        var left = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };
        var found = new FileSystemEnumerable<(string Path, FileSight Sight)>(
            root, (ref FileSystemEntry entry) => (entry.ToFullPath(), new FileSight(entry.Length, entry.LastWriteTimeUtc.UtcDateTime)), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsWanted(entry.ToFullPath(), ignored.IsFile),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !(entry.Directory.SequenceEqual(entry.RootDirectory) && IsOurs(entry.FileName))
                && IsOpenable(entry.FileName, entry.ToFullPath()) && IsWanted(entry.ToFullPath(), ignored.IsFolder),
        };
        var files = new Dictionary<string, FileSight>(StringComparer.Ordinal);
        foreach (var (path, sight) in found.Where(file => IsOpenable(Path.GetFileName(file.Path.AsSpan()), file.Path)))
        {
            // Two names that are not UTF-8 may look the same.
            files[NameOf(path)] = sight;
        }

        return (files, left);

        bool IsWanted(string path, Func<string, bool> isIgnored)
        {
            var name = NameOf(path);
            var isWanted = DropNames.IsDefaults(name) || !isIgnored(name);
            if (!isWanted && left.Count < MostLeft)
            {
                left[name] = IgnoredName;
            }

            return isWanted;
        }
    }

    static bool IsOurs(ReadOnlySpan<char> folder) =>
        folder.Equals(Done, StringComparison.OrdinalIgnoreCase) || folder.Equals(Failed, StringComparison.OrdinalIgnoreCase)
        || folder.Equals(TakenFiles.Folder, StringComparison.OrdinalIgnoreCase);

    /// <summary>.NET cannot open a file whose name is not UTF-8; a person must rename it.</summary>
    bool IsOpenable(ReadOnlySpan<char> last, string path)
    {
        if (!last.Contains(Undecodable) || Path.Exists(path))
        {
            return true;
        }

        if (_unopenable.Add(path))
        {
            Log.Unopenable(logger, NameOf(path));
        }

        return false;
    }

    string NameOf(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    string LocalPath(string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Name} in the drop folder cannot be taken or uploaded ({Reason}); it is kept and tried again")]
        public static partial void Untouchable(ILogger logger, string name, string reason);

        [LoggerMessage(LogLevel.Warning, "{Name} in the drop folder has a name that is not UTF-8; it is skipped until it is renamed")]
        public static partial void Unopenable(ILogger logger, string name);
    }
}
