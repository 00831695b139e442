using System.Diagnostics;

namespace SpeechPipeline.Specs.Audio;

/// <summary>ffmpeg and ffprobe as the judge of what we write: a decoder that this project did not make.</summary>
static class Ffmpeg
{
    static readonly string Tools = Path.Combine(RepositoryRoot(), "tests", "tools", "node_modules");

    /// <summary>Standard output of one ffmpeg run; fails the test with ffmpeg's own words where it does not end well.</summary>
    public static byte[] Run(ReadOnlyMemory<byte> input, params string[] arguments) =>
        Run(Path.Combine(Tools, "@ffmpeg-installer", "linux-x64", "ffmpeg"), input, ["-nostdin", "-v", "error", .. arguments]);

    /// <summary>Standard output of one ffprobe run over a file.</summary>
    public static string Probe(string path, params string[] arguments) =>
        System.Text.Encoding.UTF8.GetString(Run(
            Path.Combine(Tools, "@ffprobe-installer", "linux-x64", "ffprobe"), default, ["-v", "error", .. arguments, path]));

    /// <summary>What ffmpeg hears in a file, as interleaved 32-bit float.</summary>
    public static float[] DecodeToFloat(ReadOnlyMemory<byte> file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file.Span);
            var format = file.Span.StartsWith("R"u8) ? "wav" : "mp3";
            var bytes = Run(default, "-f", format, "-i", path, "-f", "f32le", "-c:a", "pcm_f32le", "pipe:1");
            var samples = new float[bytes.Length / 4];
            Buffer.BlockCopy(bytes, 0, samples, 0, samples.Length * 4);
            return samples;
        }
        finally
        {
            File.Delete(path);
        }
    }

    static byte[] Run(string program, ReadOnlyMemory<byte> input, string[] arguments)
    {
        Assert.True(File.Exists(program), $"{program} is missing: 'npm ci' in tests/tools brings it. This test does not pass without it.");
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

    static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the tests holds Pipeline.sln.");
    }
}
