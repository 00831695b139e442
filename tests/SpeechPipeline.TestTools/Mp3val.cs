using System.Diagnostics;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>mp3val as the judge of our MPEG frames, where it is installed: no package registry of ours has it.</summary>
public static class Mp3val
{
    static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "mp3val")).FirstOrDefault(File.Exists);

    public static bool IsThere => Program is not null;

    /// <summary>What it finds fault with in a file.</summary>
    public static IReadOnlyList<string> Warnings(byte[] file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            using var process = Process.Start(new ProcessStartInfo(Program!, [path]) { RedirectStandardOutput = true })!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            Assert.Contains(lines, line => line.StartsWith("INFO: ", StringComparison.Ordinal));
            return [.. lines.Where(line => line.StartsWith("WARNING: ", StringComparison.Ordinal) || line.StartsWith("ERROR: ", StringComparison.Ordinal))];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
