using System.Text.Json;

namespace SpeechPipeline.Specs.Endpoint;

/// <summary>What ffprobe says of an answer and what ffmpeg hears in it.</summary>
sealed record Decoded(string Codec, int SampleRateHz, int Channels, int BitRate, float[] Samples)
{
    public double DurationSeconds => (double)Samples.Length / SampleRateHz;

    public float Peak => Samples.Max(Math.Abs);

    public static Decoded File(byte[] file, string extension)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.{extension}");
        try
        {
            System.IO.File.WriteAllBytes(path, file);
            var probe = JsonDocument.Parse(Ffmpeg.Probe(path, "-show_streams", "-of", "json")).RootElement.GetProperty("streams")[0];
            return new Decoded(
                probe.GetProperty("codec_name").GetString()!,
                int.Parse(probe.GetProperty("sample_rate").GetString()!),
                probe.GetProperty("channels").GetInt32(),
                int.Parse(probe.GetProperty("bit_rate").GetString()!),
                Ffmpeg.DecodeToFloat(file));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    public static Decoded Raw(byte[] samples, string ffmpegFormat, int sampleRateHz)
    {
        var decoded = Ffmpeg.Run(samples, "-f", ffmpegFormat, "-ar", $"{sampleRateHz}", "-ac", "1", "-i", "pipe:0", "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1");
        var floats = new float[decoded.Length / sizeof(float)];
        Buffer.BlockCopy(decoded, 0, floats, 0, floats.Length * sizeof(float));
        return new Decoded(ffmpegFormat, sampleRateHz, 1, 0, floats);
    }
}
