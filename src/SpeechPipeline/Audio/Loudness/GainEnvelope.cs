using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// The smooth gain that keeps peaks below a threshold: it falls within 5 ms before a peak, and then rises with a time constant
/// of 80 ms. Internally, gains are integers, so that running sums stay exact for any length, and a gain of 1 is exactly 1.
/// </summary>
sealed class GainEnvelope
{
    const double ReleaseSeconds = 0.08;
    const int HalfAttacksPerSecond = 400;
    const int One = 1 << 24; // the precision of a sample
    const int FractionBits = 32;

    readonly float _threshold;
    readonly long _release;
    readonly SlidingMinimum _least;

    // Two running means, one after the other: a triangle, 5 ms from end to end. The past values that they still need come first.
    readonly int _length;
    readonly long[] _released;
    readonly long[] _sums;
    readonly double _scale;
    long _sum;
    long _sumOfSums;

    int _gain = One;
    int _framesAtRest;

    public GainEnvelope(int rateHz, float threshold, int blockFrames)
    {
        _threshold = threshold;
        _release = (long)((1L << FractionBits) * (1 - Math.Exp(-1 / (ReleaseSeconds * rateHz))));
        _length = (rateHz / HalfAttacksPerSecond) + 1;
        var attack = 2 * (_length - 1);

        // A peak between samples depends on all samples that its filter spans: the gain is reduced for each of them.
        Delay = attack + Oversampler.After;
        _least = new SlidingMinimum(attack + 1 + (2 * Oversampler.After), blockFrames);
        _released = new long[_length + blockFrames];
        _sums = new long[_length + blockFrames];
        (_sum, _sumOfSums) = ((long)One * _length, (long)One * _length * _length);
        Array.Fill(_released, One);
        Array.Fill(_sums, _sum);
        _scale = 1.0 / _sumOfSums;
    }

    /// <summary>The delay of the gains, in frames: the first gain is for the frame this many frames before the start.</summary>
    public int Delay { get; }

    /// <summary>Computes the gains for a block from the largest magnitude of each frame. False: all gains are 1, and none is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Follow(ReadOnlySpan<float> peaks, Span<float> gains)
    {
        // If the gain has been 1 for longer than the means look back, all past values are 1.
        if (!Need(peaks) && _framesAtRest >= 2 * _length)
        {
            return false;
        }

        Release(_least.Advance());
        for (var i = 0; i < gains.Length; i++)
        {
            _sum += _released[_length + i] - _released[i];
            _sumOfSums += _sum - _sums[i];
            _sums[_length + i] = _sum;
            gains[i] = (float)(_sumOfSums * _scale);
        }

        _released.AsSpan(^_length..).CopyTo(_released);
        _sums.AsSpan(^_length..).CopyTo(_sums);
        return true;
    }

    // Computes the gain that each frame needs by itself; returns whether it is less than 1 anywhere.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Need(ReadOnlySpan<float> peaks)
    {
        var needs = MemoryMarshal.Cast<float, Vector<float>>(_least.Next);
        var reached = MemoryMarshal.Cast<float, Vector<float>>(peaks)[..needs.Length];
        var any = Vector<float>.One;
        for (var i = 0; i < needs.Length; i++)
        {
            var need = Vector.Min(Vector<float>.One, new Vector<float>(_threshold) / reached[i]);
            any = Vector.Min(any, need);
            needs[i] = need;
        }

        return any != Vector<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Release(ReadOnlySpan<float> least)
    {
        var (gain, atRest) = (_gain, _framesAtRest);
        var released = _released.AsSpan(_length, least.Length);
        for (var i = 0; i < released.Length; i++)
        {
            gain = Math.Min((int)(least[i] * One), gain + (int)(((One - gain) * _release) >> FractionBits) + 1);
            atRest = gain == One ? atRest + 1 : 0;
            released[i] = gain;
        }

        (_gain, _framesAtRest) = (gain, Math.Min(atRest, 2 * _length));
    }
}
