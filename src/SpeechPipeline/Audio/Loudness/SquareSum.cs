namespace SpeechPipeline.Audio.Loudness;

/// <summary>The sum of all squared samples of a stream, the same for any block sizes.</summary>
struct SquareSum
{
    public double Value { get; private set; }

    public void Add(ReadOnlySpan<float> samples)
    {
        var sum = Value;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        Value = sum;
    }

    /// <summary>The RMS level of chunks that are together so many samples long, in dB of full scale; null for silence.</summary>
    public static double? RmsDb(IEnumerable<double> sums, long samples) => sums.Sum() is > 0 and var all ? 10 * Math.Log10(all / samples) : null;
}
