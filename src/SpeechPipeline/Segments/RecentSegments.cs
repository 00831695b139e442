namespace SpeechPipeline.Segments;

/// <summary>
/// The files that this process stored last, up to 16 MiB: a short episode is joined without reading back what has just been written.
/// </summary>
sealed class RecentSegments
{
    const long Capacity = 16 * 1024 * 1024;

    readonly Lock _lock = new();
    readonly Dictionary<string, (BinaryData File, StoredSegment Stored)> _files = new(StringComparer.Ordinal);
    readonly Queue<string> _oldest = new();
    long _bytes;

    public void Add(string name, BinaryData file, StoredSegment stored)
    {
        lock (_lock)
        {
            if (!_files.TryAdd(name, (file, stored)))
            {
                return;
            }

            _oldest.Enqueue(name);
            _bytes += file.ToMemory().Length;
            while (_bytes > Capacity && _files.Remove(_oldest.Dequeue(), out var dropped))
            {
                _bytes -= dropped.File.ToMemory().Length;
            }
        }
    }

    public (BinaryData File, StoredSegment Stored)? Find(string name)
    {
        lock (_lock)
        {
            return _files.TryGetValue(name, out var found) ? found : null;
        }
    }
}
