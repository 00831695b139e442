using System.Diagnostics;

namespace SpeechPipeline.EndToEnd;

/// <summary>The command <c>speech</c>, as a process of its own.</summary>
static class Speech
{
    public static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <param name="settings">Environment variables of the process.</param>
    /// <param name="arguments">Of the command.</param>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public static Process Start(IReadOnlyDictionary<string, string> settings, params string[] arguments) => Start(settings, redirectInput: false, arguments);

    /// <param name="settings">Environment variables of the process.</param>
    /// <param name="redirectInput">Whether its standard input is written to.</param>
    /// <param name="arguments">Of the command.</param>
    public static Process Start(IReadOnlyDictionary<string, string> settings, bool redirectInput, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "speech.dll"), .. arguments])
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What is set where the tests run is not theirs.
        foreach (var name in new[] { "SPEECH_SERVER", "SPEECH_KEY", "SPEECH_VOICE" })
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
