namespace SpeechPipeline.Segments;

/// <summary>
/// Caches the files that this process last stored or read, up to 16 MiB, so that a short episode is mastered without reading a file that was
/// just written, or reading a file twice.
/// </summary>
sealed class RecentSegments
{
    const long Capacity = 16 * 1024 * 1024;

    readonly Lock _lock = new();
    readonly Dictionary<string, (StoredSegment Stored, BinaryData File)> _files = new(StringComparer.Ordinal);
    readonly Queue<string> _oldest = new();
    long _bytes;

    public void Add(string name, StoredSegment stored, BinaryData file)
    {
        lock (_lock)
        {
            if (_files.TryGetValue(name, out var known))
            {
                _bytes -= known.File.ToMemory().Length;
            }
            else
            {
                _oldest.Enqueue(name);
            }

            _files[name] = (stored, file);
            _bytes += file.ToMemory().Length;
            while (_bytes > Capacity && _files.Remove(_oldest.Dequeue(), out var dropped))
            {
                _bytes -= dropped.File.ToMemory().Length;
            }
        }
    }

    /// <param name="name">The name of the blob.</param>
    /// <param name="stored">What is stored there now: a segment that was deleted and spoken anew has the same name.</param>
    public BinaryData? Find(string name, StoredSegment stored)
    {
        lock (_lock)
        {
            return _files.TryGetValue(name, out var known) && known.Stored.IsSameAs(stored) ? known.File : null;
        }
    }
}
