namespace SpeechPipeline.Audio.Loudness;

/// <summary>A second-order filter section with a0 = 1.</summary>
readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>
    /// The same analogue filter at another sample rate: the bilinear transform is inverted and applied again, with
    /// the frequency of its poles unchanged (prewarping). The gains at 0 Hz and at Nyquist are the same at every rate.
    /// </summary>
    public Biquad At(int rateHz, int designedForHz)
    {
        // With z = (1 + s) / (1 - s) a section's polynomial c0 z² + c1 z + c2 is (c0 - c1 + c2) s² + 2 (c0 - c2) s + (c0 + c1 + c2),
        // where s is tan(pi f / rate). The poles lie at the root of the ratio of the denominator's outer coefficients.
        var here = Math.Sqrt((1 + A1 + A2) / (1 - A1 + A2));
        var there = Math.Tan(Math.Atan(here) * designedForHz / rateHz);
        var (b0, b1, b2) = Warp(B0, B1, B2, here / there);
        var (a0, a1, a2) = Warp(1, A1, A2, here / there);
        return new Biquad(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }

    static (double C0, double C1, double C2) Warp(double c0, double c1, double c2, double scale)
    {
        var (square, linear, constant) = ((c0 - c1 + c2) * scale * scale, 2 * (c0 - c2) * scale, c0 + c1 + c2);
        return ((square + linear + constant) / 4, (constant - square) / 2, (square - linear + constant) / 4);
    }
}
