using System.IO.Enumeration;
using Microsoft.Extensions.Options;

namespace SpeechPipeline.Drops;

/// <summary>
/// Files that lie in folders and that nobody wants spoken: unfinished downloads and copies, what editors keep beside a file, and what file
/// servers and operating systems put everywhere. They are left alone.
/// </summary>
/// <param name="options">Has the user's own patterns.</param>
public sealed class DropIgnored(IOptions<DropOptions> options)
{
    static readonly string[] Beginnings = [".", "~"];

    static readonly string[] Endings =
    [
        // Written by copies and downloads that go on.
        ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".!ut", ".!qb", ".bc!", ".aria2", ".ytdl", ".dtapart", ".unfinished", ".icloud",
        // Kept by editors.
        "~", ".swp", ".swo", ".swx", ".bak", ".orig", ".autosave", "___jb_tmp___", "___jb_old___",
        // Links, and streams of NTFS that were copied as files.
        ".lnk", ".url", ".webloc", ".desktop", "zone.identifier", ":afp_afpinfo", ":afp_resource", ":com.dropbox.attributes", ":com.dropbox.attrs", ":encryptable",
    ];

    static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "Icon\r", "Icon_", "autorun.inf", "folder.htt",
    };

    static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        "@eaDir", "@tmp", "@sharebin", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "$RECYCLE.BIN", "RECYCLER", "RECYCLED", "__MACOSX", "lost+found",
        "System Volume Information", "Network Trash Folder", "Temporary Items", "TheVolumeSettingsFolder",
    };

    readonly string[] _patterns = DropOptions.Patterns(options.Value.Ignored);

    /// <summary>Whether the file becomes a job or a batch, or is refused.</summary>
    /// <param name="path">Its path in the folder; slashes part it.</param>
    public bool IsTaken(string path) => DropNames.IsAddressable(path) && !DropNames.IsDefaults(path) && !IsFile(path);

    /// <summary>Whether the file is left alone.</summary>
    /// <param name="path">Its path in the folder; slashes part it.</param>
    public bool IsFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        return IsName(parts[^1]) || parts.SkipLast(1).Any(IsFolderName) || _patterns.Any(pattern => Matches(pattern, path, parts));
    }

    /// <summary>Whether everything in the folder is left alone.</summary>
    /// <param name="path">The folder's path within the drop folder.</param>
    public bool IsFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        return IsFolderName(parts[^1]) || _patterns.Any(pattern => Matches(pattern, path, parts));
    }

    static bool IsName(string name) =>
        Names.Contains(name) || Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
        || Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        // What Emacs keeps of a file that was not saved.
        || name is ['#', _, .., '#'];

    static bool IsFolderName(string name) => Folders.Contains(name) || name is ['.' or '~', ..] || name.EndsWith(".download", StringComparison.OrdinalIgnoreCase);

    // A pattern with a slash is for paths, any other for the name of a file or of a folder around it.
    static bool Matches(string pattern, string path, string[] parts) => pattern.Contains('/', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: true)
        : parts.Any(part => FileSystemName.MatchesSimpleExpression(pattern, part, ignoreCase: true));
}
