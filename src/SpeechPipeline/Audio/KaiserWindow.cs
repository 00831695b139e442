namespace SpeechPipeline.Audio;

/// <summary>Kaiser's window (A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", 7.5.3).</summary>
static class KaiserWindow
{
    /// <summary>Its value, not normalized: the filter design makes the sum of the taps 1.</summary>
    /// <param name="reach">−1 to 1 from end to end; beyond, the value is 0.</param>
    /// <param name="beta">Its shape: the larger, the lower the side lobes and the wider the main one.</param>
    public static double At(double reach, double beta) => Math.Abs(reach) >= 1 ? 0 : BesselI0(beta * Math.Sqrt(1 - (reach * reach)));

    /// <summary>The modified Bessel function of the first kind and order 0, by its series.</summary>
    static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }

        return sum;
    }
}
