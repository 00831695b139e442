using System.Globalization;
using System.Text;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// A text file among the failed ones that names what lies in the directory and is left alone, each once: whoever waits for an episode of it finds it there.
/// What is only passing, such as a download that goes on, is not named.
/// </summary>
sealed class PassedOver(string folder, TimeProvider time)
{
    // No file that is taken begins with ~, so none comes back under this name.
    public const string FileName = "~passed-over.txt";

    static readonly TimeSpan Passing = TimeSpan.FromMinutes(10);

    readonly string _path = Path.Combine(folder, FileName);
    Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    HashSet<string>? _named;

    /// <summary>Adds those to the file that have been there for ten minutes.</summary>
    /// <param name="files">All that are left alone now, each with the reason.</param>
    public void Write(IReadOnlyDictionary<string, string> files)
    {
        var now = time.GetUtcNow();
        _seen = files.Keys.ToDictionary(name => name, name => _seen.TryGetValue(name, out var since) ? since : now, StringComparer.Ordinal);
        var lasting = _seen.Where(file => now - file.Value >= Passing).Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        if (lasting.Count == 0)
        {
            return;
        }

        _named ??= File.Exists(_path) ? [.. File.ReadLines(_path).Select(line => line.Split('\t')[^1])] : [];
        var lines = new StringBuilder();
        foreach (var (name, reason) in files.Where(file => lasting.Contains(file.Key) && _named.Add(OneLine(file.Key))).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss}Z\t{reason}\t{OneLine(name)}\n");
        }

        if (lines.Length > 0)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(_path, lines.ToString());
        }
    }

    static string OneLine(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
