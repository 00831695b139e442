using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// The K-weighting of one channel (ITU-R BS.1770-4, Annex 1: a shelf for the head, then a high-pass), and the energy of the result.
/// </summary>
sealed class KWeighting
{
    // BS.1770-4 gives both sections for 48 kHz only, tables 1 and 2, and asks for the same response at other rates.
    const int PublishedForHz = 48_000;
    static readonly Biquad Shelf = new(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585);
    static readonly Biquad HighPass = new(1, -2, 1, -1.99004745483398, 0.99007225036621);

    // 600 dB below full scale: inaudible, but far above the denormal numbers that would make silence slow to compute.
    const double Faded = 1e-30;

    readonly Biquad _shelf;
    readonly Biquad _highPass;
    double _shelf1;
    double _shelf2;
    double _highPass1;
    double _highPass2;

    public KWeighting(int rateHz) =>
        (_shelf, _highPass) = (Shelf.At(rateHz, PublishedForHz), HighPass.At(rateHz, PublishedForHz));

    /// <summary>Takes the next samples of the channel and returns the sum of their weighted squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double SumSquares(ReadOnlySpan<float> samples)
    {
        var (shelf, highPass) = (_shelf, _highPass);
        var (shelf1, shelf2, highPass1, highPass2) = (_shelf1, _shelf2, _highPass1, _highPass2);
        var sum = 0.0;

        // Both sections (transposed direct form II) in one loop: while one section waits for its last result, the other computes.
        foreach (var sample in samples)
        {
            double x = sample;
            var y = (shelf.B0 * x) + shelf1;
            shelf1 = (shelf.B1 * x) - (shelf.A1 * y) + shelf2;
            shelf2 = (shelf.B2 * x) - (shelf.A2 * y);

            var z = (highPass.B0 * y) + highPass1;
            highPass1 = (highPass.B1 * y) - (highPass.A1 * z) + highPass2;
            highPass2 = (highPass.B2 * y) - (highPass.A2 * z);
            sum += z * z;
        }

        (_shelf1, _shelf2, _highPass1, _highPass2) = (Audible(shelf1), Audible(shelf2), Audible(highPass1), Audible(highPass2));
        return sum;
    }

    static double Audible(double state) => Math.Abs(state) < Faded ? 0 : state;
}
