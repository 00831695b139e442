using System.Diagnostics;

namespace SpeechPipeline.FaultTests.Killing;

/// <summary>The local host as a process of its own, on the test's storage and endpoint.</summary>
sealed class HostProcess : IDisposable
{
    const string Announcement = "Pipeline at ";

    readonly Process _process;
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where jobs are handed in; known once the host listens, cancelled when it ended before.</summary>
    public Task<Uri> Address => _address.Task;

    public static HostProcess Start(IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "speech.dll"), "serve", "--port", "0", "--data", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start)!);
    }

    public bool IsAlive => !_process.HasExited;

    /// <summary>SIGKILL: nothing of it is left when this returns.</summary>
    /// <returns>Whether it was alive.</returns>
    public async Task<bool> KillAsync()
    {
        var wasAlive = IsAlive;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        return wasAlive;
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // "Pipeline at http://127.0.0.1:12345/api, speech by …"
    void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetCanceled();
        }
        else if (line.StartsWith(Announcement, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[Announcement.Length..line.IndexOf("/api", StringComparison.Ordinal)]));
        }
    }
}
