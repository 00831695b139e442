using System.Diagnostics.CodeAnalysis;

namespace SpeechPipeline.Speech;

/// <summary>
/// The callers without a place: a queue for each job, served in turn, so that a job of one segment never waits behind a book;
/// within a queue first come, first served. Every operation is O(1) or O(log n), and a removed caller leaves nothing behind.
/// </summary>
sealed class WaitingCalls
{
    readonly LinkedList<LinkedList<WaitingCall>> _turns = [];
    readonly Dictionary<string, LinkedListNode<LinkedList<WaitingCall>>> _lines = new(StringComparer.Ordinal);
    readonly SortedSet<WaitingCall> _byUntil = new(Comparer<WaitingCall>.Create((a, b) => (a.Until, a.Number).CompareTo((b.Until, b.Number))));

    public int Count => _byUntil.Count;

    /// <summary>The caller whose time budget ends first; null if no one waits.</summary>
    public WaitingCall? MostUrgent => _byUntil.Min;

    public void Add(WaitingCall call)
    {
        if (!_lines.TryGetValue(call.Job, out var line))
        {
            _lines.Add(call.Job, line = _turns.AddLast(new LinkedList<WaitingCall>()));
        }

        call.Place = line.Value.AddLast(call);
        _byUntil.Add(call);
    }

    /// <summary>False if it no longer waits.</summary>
    public bool Remove(WaitingCall call)
    {
        if (!_byUntil.Remove(call))
        {
            return false;
        }

        var line = _lines[call.Job];
        line.Value.Remove(call.Place!);
        if (line.Value.Count == 0)
        {
            _turns.Remove(line);
            _lines.Remove(call.Job);
        }

        return true;
    }

    /// <summary>Takes the caller whose turn it is; its job comes last from then on.</summary>
    public bool TryTake([NotNullWhen(true)] out WaitingCall? call)
    {
        var line = _turns.First;
        call = line?.Value.First?.Value;
        if (call is null)
        {
            return false;
        }

        Remove(call);
        if (line!.List is not null)
        {
            _turns.Remove(line);
            _turns.AddLast(line);
        }

        return true;
    }
}
