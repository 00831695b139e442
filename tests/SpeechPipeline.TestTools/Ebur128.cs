using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace SpeechPipeline.TestTools;

/// <summary>What ffmpeg's EBU R 128 meter says of some sound and half a second of silence.</summary>
/// <param name="IntegratedLufs">To 0.001; -70 for silence.</param>
/// <param name="TruePeakDb">The larger channel's, from a factor that is given to 0.001.</param>
public sealed record Ebur128(double IntegratedLufs, double TruePeakDb)
{
    const string Integrated = "lavfi.r128.I=";
    const string TruePeak = "lavfi.r128.true_peaks_ch";

    /// <param name="samples">Interleaved.</param>
    /// <param name="sampleRateHz">Of each channel.</param>
    /// <param name="channels">1 or 2.</param>
    public static Ebur128 Of(float[] samples, int sampleRateHz, int channels)
    {
        // It reports each 100 ms, and the peaks of what is left over never: the silence pushes all of the sound through.
        var bytes = new byte[(samples.Length + (sampleRateHz / 2 * channels)) * sizeof(float)];
        MemoryMarshal.AsBytes<float>(samples).CopyTo(bytes);
        var lines = Encoding.ASCII.GetString(Ffmpeg.Run(
            bytes,
            "-f", "f32le", "-ar", $"{sampleRateHz}", "-ac", $"{channels}", "-i", "pipe:0",
            "-af", "ebur128=metadata=1:peak=true,ametadata=print:file=-", "-f", "null", "-")).Split('\n');
        var peaks = lines.Where(static line => line.StartsWith(TruePeak)).TakeLast(channels).Select(Number);
        return new Ebur128(Number(lines.Last(static line => line.StartsWith(Integrated))), 20 * Math.Log10(peaks.Max()));
    }

    static double Number(string line) => double.Parse(line[(line.IndexOf('=') + 1)..], CultureInfo.InvariantCulture);
}
