using System.Diagnostics;
using System.Text;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>ffmpeg and ffprobe as the judge of what we write: a decoder that this project did not make.</summary>
public static class Ffmpeg
{
    /// <summary>Standard output of one ffmpeg run; fails the test with ffmpeg's own words where it does not end well.</summary>
    public static byte[] Run(ReadOnlyMemory<byte> input, params string[] arguments) =>
        Run(NpmTool.PathOf("@ffmpeg-installer", "ffmpeg"), input, ["-nostdin", "-v", "error", .. arguments]);

    /// <summary>Standard output of one ffprobe run over a file.</summary>
    public static string Probe(string path, params string[] arguments) =>
        Encoding.UTF8.GetString(Run(NpmTool.PathOf("@ffprobe-installer", "ffprobe"), default, ["-v", "error", .. arguments, path]));

    /// <summary>What ffmpeg hears in a finished file, as interleaved 32-bit float; fails the test where it as much as warns.</summary>
    public static float[] DecodeFile(string path) => Floats(
        Run(NpmTool.PathOf("@ffmpeg-installer", "ffmpeg"), default, ["-nostdin", "-v", "warning", .. Layout(path), "-i", path, .. AsFloats]));

    // Plain PCM says how many channels it has and not which; ffmpeg would warn that it takes one for "mono".
    static string[] Layout(string path) => path.EndsWith(".wav", StringComparison.Ordinal) ? ["-guess_layout_max", "0"] : [];

    /// <summary>What ffmpeg hears in the bytes of a file, as interleaved 32-bit float.</summary>
    public static float[] DecodeToFloat(ReadOnlyMemory<byte> file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file.Span);
            return Floats(Run(default, ["-f", file.Span switch { [(byte)'R', ..] => "wav", [(byte)'O', ..] => "ogg", _ => "mp3" }, "-i", path, .. AsFloats]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    static readonly string[] AsFloats = ["-f", "f32le", "-c:a", "pcm_f32le", "pipe:1"];

    static float[] Floats(byte[] bytes)
    {
        var samples = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, samples, 0, samples.Length * sizeof(float));
        return samples;
    }

    static byte[] Run(string program, ReadOnlyMemory<byte> input, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var feeding = Task.Run(
            async () =>
            {
                await process.StandardInput.BaseStream.WriteAsync(input);
                process.StandardInput.Close();
            },
            TestContext.Current.CancellationToken);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        feeding.Wait(TestContext.Current.CancellationToken);
        var said = errors.Result;
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {said}");
        Assert.True(said.Length == 0, $"{Path.GetFileName(program)} complains: {said}");
        return output.ToArray();
    }
}
