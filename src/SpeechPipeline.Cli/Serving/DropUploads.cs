using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Drops;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// Brings the files of a directory into the drop folder. A file that looks the same twice is uploaded, and deleted here if it
/// still looks so; a crash between the two uploads it once more. <c>_defaults.json</c> stay, and go where they go here.
/// </summary>
sealed partial class DropUploads(string root, PipelineStorage storage, ILogger<DropUploads> logger)
{
    public const string Done = "done";
    public const string Failed = "failed";

    const int UploadsAtOnce = 8;

    /// <summary>What editors and browsers call files that they are still writing.</summary>
    static readonly string[] TemporaryEndings = ["~", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp"];

    readonly Dictionary<string, FileSight> _defaults = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, FileSight> _untouchable = new(StringComparer.Ordinal);
    Dictionary<string, FileSight> _seen = new(StringComparer.Ordinal);
    bool _isCompared;

    /// <summary>Looks at the directory once.</summary>
    /// <returns>How many files were uploaded.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var (now, files) = (DateTime.UtcNow, Scan());
        var settled = files.Where(file => _seen.TryGetValue(file.Key, out var before) && before == file.Value && !file.Value.MayBeBegun(now)).ToList();
        _seen = files;

        await RemoveDefaultsAsync(files, cancellationToken);
        foreach (var (name, sight) in settled.Where(file => !IsNameable(file.Key)))
        {
            await TryAsync(name, sight, () => RefuseAsync(name, sight, cancellationToken));
        }

        settled.RemoveAll(file => !IsNameable(file.Key));
        foreach (var (name, sight) in settled.Where(file => DropNames.IsDefaults(file.Key) && (!_defaults.TryGetValue(file.Key, out var known) || known != file.Value)))
        {
            if (await TryAsync(name, sight, () => UploadAsync(name, cancellationToken)))
            {
                _defaults[name] = sight;
            }
        }

        if (files.Any(file => DropNames.IsDefaults(file.Key) && (!_defaults.TryGetValue(file.Key, out var known) || known != file.Value)))
        {
            // What is to hold for the files is still being written.
            return 0;
        }

        var uploaded = 0;
        await Parallel.ForEachAsync(
            settled.Where(file => !DropNames.IsDefaults(file.Key)),
            new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken },
            async (file, token) =>
            {
                if (!await TryAsync(file.Key, file.Value, () => UploadAsync(file.Key, token)))
                {
                    return;
                }

                Interlocked.Increment(ref uploaded);
                if (FileSight.Of(LocalPath(file.Key)) == file.Value)
                {
                    File.Delete(LocalPath(file.Key));
                }
            });
        return uploaded;
    }

    /// <summary>Does something with a file; where the file system does not allow that now, the file stays and is tried again, and keeps no other.</summary>
    /// <returns>Whether it is done.</returns>
    async Task<bool> TryAsync(string name, FileSight sight, Func<Task> work)
    {
        try
        {
            await work();
            _untouchable.TryRemove(name, out _);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_untouchable.TryGetValue(name, out var known) || known != sight)
            {
                _untouchable[name] = sight;
                Log.Untouchable(logger, e.GetType().Name);
            }

            return false;
        }
    }

    async Task UploadAsync(string name, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(LocalPath(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await storage.Drops.GetBlobClient(name).UploadAsync(file, overwrite: true, cancellationToken);
    }

    /// <summary>Whether storage has a name for the file; in names of files a backslash is a letter, and paths are longer.</summary>
    static bool IsNameable(string name) => DropNames.IsAddressable(name) && name.Length <= DropNames.MaxLength;

    /// <summary>Puts a file among the failed ones that cannot come into the folder, with the reason beside it.</summary>
    async Task RefuseAsync(string name, FileSight sight, CancellationToken cancellationToken)
    {
        var report = DropReport.Refused(
            new DropVersion(name, default, new DateTimeOffset(sight.ModifiedUtc, TimeSpan.Zero)), DateTimeOffset.UtcNow,
            [new DropProblem(name, "#", $"has a name that storage cannot keep: it has a backslash, or more than {DropNames.MaxLength:N0} characters.")]);
        var target = Path.Combine(root, Failed, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(LocalPath(name), target, overwrite: true);
        await File.WriteAllBytesAsync(target + DropNames.ReportSuffix, JsonSerializer.SerializeToUtf8Bytes(report, PipelineJson.Readable), cancellationToken);
    }

    /// <summary>What is not here any more, or was not when the pipeline stood still, is taken away there.</summary>
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
            await storage.Drops.DeleteBlobIfExistsAsync(name, DeleteSnapshotsOption.None, cancellationToken: cancellationToken);
            _defaults.Remove(name);
        }
    }

    /// <summary>The files by their names in the folder; links are not followed.</summary>
    Dictionary<string, FileSight> Scan()
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };
        var files = new FileSystemEnumerable<(string Path, FileSight Sight)>(
            root, (ref FileSystemEntry entry) => (entry.ToFullPath(), new FileSight(entry.Length, entry.LastWriteTimeUtc.UtcDateTime)), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsTemporary(entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Directory.SequenceEqual(entry.RootDirectory) || entry.FileName is not (Done or Failed),
        };
        return files.ToDictionary(file => Path.GetRelativePath(root, file.Path).Replace(Path.DirectorySeparatorChar, '/'), file => file.Sight, StringComparer.Ordinal);
    }

    static bool IsTemporary(ReadOnlySpan<char> name)
    {
        foreach (var ending in TemporaryEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return name[0] is '.' or '~';
    }

    string LocalPath(string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A file of the drop folder cannot be read or moved ({Reason}); it is left where it is and tried again")]
        public static partial void Untouchable(ILogger logger, string reason);
    }
}
