using System.Diagnostics;

namespace SpeechPipeline.EndToEnd;

/// <summary>Programs of other people, each run to its end.</summary>
static class Programs
{
    /// <summary>Whether a program of that name is on the PATH.</summary>
    public static bool Has(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    public static Task<(int Exit, string Output, string Error)> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    public static async Task<(int Exit, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it, and fails the test with its output if it fails.</summary>
    public static async Task<string> SucceedAsync(string program, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)}: {output}{error}");
        return output;
    }
}
