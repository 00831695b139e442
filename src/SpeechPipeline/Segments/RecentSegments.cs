namespace SpeechPipeline.Segments;

/// <summary>
/// The files that this process stored or read last, up to 16 MiB: a short episode is mastered without reading back what has just been
/// written, and without reading twice what was there.
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
