namespace SpeechPipeline.Requests;

/// <summary>Bounds the memory of all request bodies that this process holds at one time.</summary>
public static class BodyRoom
{
    /// <summary>90 MiB: the largest body of a request, in bytes.</summary>
    public const int LargestBody = 90 * 1024 * 1024;

    /// <summary>Three of the largest bodies while they are read; an instance has 2 GB.</summary>
    public const long MostBytes = 6L * LargestBody;

    static long _taken;

    /// <summary>The memory of one body, released on disposal.</summary>
    public sealed class Lease : IDisposable
    {
        long _own;

        /// <returns>Whether there is room for so many bytes; if not, the lease stays unchanged.</returns>
        public bool TryGrowTo(long bytes)
        {
            var more = Math.Max(0, bytes - _own);
            if (Interlocked.Add(ref _taken, more) > MostBytes)
            {
                Interlocked.Add(ref _taken, -more);
                return false;
            }

            _own += more;
            return true;
        }

        public void Dispose() => Interlocked.Add(ref _taken, -Interlocked.Exchange(ref _own, 0));
    }
}
