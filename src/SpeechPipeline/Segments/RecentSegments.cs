namespace SpeechPipeline.Segments;

/// <summary>
/// Caches the files that this process last stored or read, up to 16 MiB, so that a short episode is mastered without reading a file that was
/// just written, or reading a file twice.
/// </summary>
sealed class RecentSegments
{
    const long Capacity = 16 * 1024 * 1024;

    readonly Lock _lock = new();
    readonly Dictionary<string, BinaryData> _files = new(StringComparer.Ordinal);
    readonly Queue<string> _oldest = new();
    long _bytes;

    public void Add(string name, BinaryData file)
    {
        lock (_lock)
        {
            if (!_files.TryAdd(name, file))
            {
                return;
            }

            _oldest.Enqueue(name);
            _bytes += file.ToMemory().Length;
            while (_bytes > Capacity && _files.Remove(_oldest.Dequeue(), out var dropped))
            {
                _bytes -= dropped.ToMemory().Length;
            }
        }
    }

    public BinaryData? Find(string name)
    {
        lock (_lock)
        {
            return _files.GetValueOrDefault(name);
        }
    }
}
