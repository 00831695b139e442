using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>The minimum of the last values of a stream, for a fixed number of them. Values are at most 1; before the stream they count as 1.</summary>
sealed class SlidingMinimum
{
    readonly int _window;
    readonly float[] _values;
    readonly float[] _minima;

    public SlidingMinimum(int window, int blockLength)
    {
        _window = window;
        _values = new float[window - 1 + blockLength];
        _minima = new float[_values.Length];
        Array.Fill(_values, 1);
    }

    /// <summary>The buffer for the next block of values, to be filled before <see cref="Advance"/>.</summary>
    public Span<float> Next => _values.AsSpan(_window - 1);

    /// <summary>The minima that belong to the block just written; valid until the next call.</summary>
    public ReadOnlySpan<float> Advance()
    {
        // A minimum over 2n values is that of two minima over n: the span doubles while it fits, then an overlapping one covers the rest.
        // Eight passes of vectors for 5 ms at 24 kHz, and no branch that depends on the sound.
        _values.CopyTo(_minima, 0);
        var covered = 1;
        while (covered < _window)
        {
            var shift = Math.Min(covered, _window - covered);
            MinimumWithNext(_minima.AsSpan(0, _minima.Length - covered + 1), shift);
            covered += shift;
        }

        _values.AsSpan(^(_window - 1)..).CopyTo(_values);
        return _minima.AsSpan(0, _values.Length - _window + 1);
    }

    // In place, upwards: each value is read, by the one `shift` before it, before it is overwritten.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MinimumWithNext(Span<float> values, int shift)
    {
        var results = MemoryMarshal.Cast<float, Vector<float>>(values[..^shift]);
        ref var later = ref MemoryMarshal.GetReference(values[shift..]);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Vector.Min(results[i], Vector.LoadUnsafe(ref later, (nuint)(i * Vector<float>.Count)));
        }

        for (var i = results.Length * Vector<float>.Count; i < values.Length - shift; i++)
        {
            values[i] = Math.Min(values[i], values[i + shift]);
        }
    }
}
