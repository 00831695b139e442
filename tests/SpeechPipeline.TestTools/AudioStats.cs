using System.Globalization;
using System.Text;

namespace SpeechPipeline.TestTools;

/// <summary>What ffmpeg measures of a finished file.</summary>
/// <param name="RmsDb">Of all samples, in dB of full scale.</param>
/// <param name="PeakDb">The largest sample, in dB of full scale.</param>
/// <param name="SilenceBefore">Below −60 dB at the beginning, in seconds.</param>
/// <param name="SilenceAfter">Below −60 dB at the end, in seconds.</param>
public sealed record AudioStats(double RmsDb, double PeakDb, double SilenceBefore, double SilenceAfter)
{
    public static AudioStats Of(ReadOnlyMemory<byte> file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file.Span);
            var lines = Encoding.UTF8.GetString(Ffmpeg.Run(
                default, "-i", path, "-af", "silencedetect=n=-60dB:d=0.2,astats=metadata=1,ametadata=mode=print:file=-", "-f", "null", "-")).Split('\n');
            double Last(string name) => Number(lines.Last(line => line.StartsWith($"lavfi.{name}=", StringComparison.Ordinal)));
            var begins = lines.Where(static line => line.StartsWith("lavfi.silence_start=", StringComparison.Ordinal)).Select(Number).ToList();
            var ends = lines.Where(static line => line.StartsWith("lavfi.silence_end=", StringComparison.Ordinal)).Select(Number).ToList();
            var seconds = double.Parse(
                Ffmpeg.Probe(path, "-show_entries", "format=duration", "-of", "csv=p=0"), CultureInfo.InvariantCulture);
            return new AudioStats(
                Last("astats.Overall.RMS_level"), Last("astats.Overall.Peak_level"), begins is [< 0.05, ..] ? ends[0] : 0, begins.Count > ends.Count ? seconds - begins[^1] : 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static double Number(string line) => double.Parse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
}
