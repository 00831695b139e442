using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// Finds the peaks of a signal between its samples: interpolates to 192 kHz or the next multiple above. That is 4 times 48 kHz, as ITU-R BS.1770-4,
/// Annex 2 asks for; lower rates are interpolated to the same rate, because 4 times 16 kHz would miss up to 0.7 dB near the upper end of the band.
/// The filter is a windowed sinc of <see cref="Taps"/> input samples, longer than Annex 2's example (12).
/// </summary>
sealed class Oversampler
{
    public const int TargetHz = 192_000;
    public const int Taps = 24;

    /// <summary>How many samples the window must hold before the first requested one, and after the last.</summary>
    public const int Before = (Taps / 2) - 1;
    public const int After = Taps / 2;

    /// <summary>Peaks are computed in multiples of this number.</summary>
    public const int Step = 64;

    const double KaiserBeta = 5;
    const int Half = Taps / 2;
    const int Sums = 4;

    // The taps of a position between two samples are those of the mirrored position backwards. So both are made at once, of the sums and
    // the differences of the samples at equal distances: the one is even + odd, the other even - odd, the larger magnitude |even| + |odd|.
    // [two positions][pair of taps][even, odd, even, odd], each coefficient once for every lane of a vector.
    readonly Vector<float>[] _coefficients;
    readonly float _mostGain;

    public Oversampler(int rateHz)
    {
        var factor = (TargetHz + rateHz - 1) / rateHz;
        var positions = factor / 2; // up to the middle; the mirrored ones come with them
        _coefficients = new Vector<float>[(positions + 1) / 2 * Half * Sums];
        Span<double> taps = stackalloc double[Taps];
        var most = 1.0;
        for (var position = 0; position < positions; position++)
        {
            Design(taps, (position + 1.0) / factor);
            var magnitudes = 0.0;
            for (var pair = 0; pair < Half; pair++)
            {
                var (near, far) = (taps[pair], taps[^(pair + 1)]);
                var at = (((position / 2 * Half) + pair) * Sums) + (position % 2 * 2);
                _coefficients[at] = new Vector<float>((float)((near + far) / 2));
                _coefficients[at + 1] = new Vector<float>((float)((near - far) / 2));
                magnitudes += Math.Abs(near) + Math.Abs(far);
            }

            most = Math.Max(most, magnitudes);
        }

        _mostGain = (float)(most * 1.0001); // the roundings of single precision
    }

    /// <summary>
    /// Raises each peak to the largest magnitude from its sample up to the next one. Samples that cannot be above <paramref name="floor"/> are
    /// skipped: no interpolated value exceeds the largest sample around it times the sum of the filter's magnitudes.
    /// </summary>
    /// <param name="window">The samples of the peaks, with <see cref="Before"/> before and <see cref="After"/> after them.</param>
    /// <param name="peaks">A multiple of <see cref="Step"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raise(ReadOnlySpan<float> window, float floor, Span<float> peaks)
    {
        for (var at = 0; at < peaks.Length; at += Step)
        {
            var part = window.Slice(at, Step + Taps - 1);
            if (Magnitude(part) * _mostGain > floor)
            {
                Interpolate(part, peaks.Slice(at, Step));
            }
        }
    }

    // Vectors run along the signal, so that each value is summed in the same order for any vector width: every machine gives
    // the same peaks. Two vectors by four sums run eight additions in parallel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Interpolate(ReadOnlySpan<float> window, Span<float> peaks)
    {
        ref var samples = ref MemoryMarshal.GetReference(window);
        ref var highest = ref MemoryMarshal.GetReference(peaks);
        var width = Vector<float>.Count;
        for (var at = 0; at < Step; at += 2 * width)
        {
            ref var here = ref Unsafe.Add(ref samples, at);
            var left = Vector.Max(Vector.LoadUnsafe(ref highest, (nuint)at), Vector.Abs(Vector.LoadUnsafe(ref here, Before)));
            var right = Vector.Max(
                Vector.LoadUnsafe(ref highest, (nuint)(at + width)), Vector.Abs(Vector.LoadUnsafe(ref here, (nuint)(Before + width))));
            for (var group = 0; group < _coefficients.Length; group += Half * Sums)
            {
                var coefficients = _coefficients.AsSpan(group, Half * Sums);
                Vector<float> left0 = default, left1 = default, left2 = default, left3 = default;
                Vector<float> right0 = default, right1 = default, right2 = default, right3 = default;
                for (var pair = 0; pair < Half; pair++)
                {
                    ref var even0 = ref coefficients[pair * Sums];
                    var (odd0, even1, odd1) = (Unsafe.Add(ref even0, 1), Unsafe.Add(ref even0, 2), Unsafe.Add(ref even0, 3));
                    var near = Vector.LoadUnsafe(ref here, (nuint)pair);
                    var far = Vector.LoadUnsafe(ref here, (nuint)(Taps - 1 - pair));
                    var (sum, difference) = (near + far, near - far);
                    left0 += sum * even0;
                    left1 += difference * odd0;
                    left2 += sum * even1;
                    left3 += difference * odd1;
                    near = Vector.LoadUnsafe(ref here, (nuint)(pair + width));
                    far = Vector.LoadUnsafe(ref here, (nuint)(Taps - 1 - pair + width));
                    (sum, difference) = (near + far, near - far);
                    right0 += sum * even0;
                    right1 += difference * odd0;
                    right2 += sum * even1;
                    right3 += difference * odd1;
                }

                left = Vector.Max(left, Vector.Max(Vector.Abs(left0) + Vector.Abs(left1), Vector.Abs(left2) + Vector.Abs(left3)));
                right = Vector.Max(right, Vector.Max(Vector.Abs(right0) + Vector.Abs(right1), Vector.Abs(right2) + Vector.Abs(right3)));
            }

            left.StoreUnsafe(ref highest, (nuint)at);
            right.StoreUnsafe(ref highest, (nuint)(at + width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Magnitude(ReadOnlySpan<float> samples)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
        var most = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            most = Vector.Max(most, Vector.Abs(vector));
        }

        var largest = 0f;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        foreach (var sample in samples[(vectors.Length * Vector<float>.Count)..])
        {
            largest = Math.Max(largest, Math.Abs(sample));
        }

        return largest;
    }

    // A sinc that is zero at every other sample, so that the samples themselves stay what they are, in Kaiser's window.
    static void Design(Span<double> taps, double offset)
    {
        var sum = 0.0;
        for (var tap = 0; tap < Taps; tap++)
        {
            var time = tap - Before - offset;
            var reach = time / After;
            var window = KaiserWindow.At(reach, KaiserBeta);
            var angle = Math.PI * time;
            taps[tap] = window * Math.Sin(angle) / angle;
            sum += taps[tap];
        }

        foreach (ref var tap in taps)
        {
            tap /= sum;
        }
    }
}
