using System.Diagnostics;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>opusinfo, of Xiph's opus-tools, as the judge of our Ogg Opus files, where it is installed: no package registry of ours has it.</summary>
public static class Opusinfo
{
    static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "opusinfo")).FirstOrDefault(File.Exists);

    public static bool IsThere => Program is not null;

    /// <summary>What it finds fault with in a file.</summary>
    public static IReadOnlyList<string> Warnings(byte[] file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            using var process = Process.Start(new ProcessStartInfo(Program!, [path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            Assert.Contains(lines, line => line.StartsWith("Opus stream 1:", StringComparison.Ordinal));
            return [.. lines.Concat(errors.Result.Split('\n')).Where(IsComplaint), .. process.ExitCode == 0 ? [] : new[] { $"exit code {process.ExitCode}" }];
        }
        finally
        {
            File.Delete(path);
        }
    }

    static bool IsComplaint(string line) =>
        line.Contains("WARNING", StringComparison.OrdinalIgnoreCase) || line.Contains("ERROR", StringComparison.OrdinalIgnoreCase);
}
