using System.Diagnostics;
using System.Text;

namespace SpeechPipeline.FunctionsHost;

/// <summary>A worker process, started with the arguments that the Functions host gives it.</summary>
sealed class WorkerProcess : IDisposable
{
    // What the host allows a message of the protocol to have.
    const int MostMessageBytes = int.MaxValue;

    readonly Process _process;
    readonly StringBuilder _output = new();

    WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Completes when the process has ended, by whatever cause.</summary>
    public Task Ended { get; }

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>What it wrote to its console.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="folder">The published app.</param>
    /// <param name="workerId">By which the worker names itself when it calls.</param>
    /// <param name="host">Where it calls.</param>
    /// <param name="settings">Its app settings, with <c>__</c> between their parts. Of this process's own environment it gets what is no setting.</param>
    public static WorkerProcess Start(WorkerFolder folder, string workerId, Uri host, IReadOnlyDictionary<string, string> settings)
    {
        var requestId = Guid.NewGuid().ToString();
        var start = new ProcessStartInfo(folder.Executable)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(folder.Path, folder.Worker),
                "--host", host.Host,
                "--port", $"{host.Port}",
                "--workerId", workerId,
                "--requestId", requestId,
                "--grpcMaxMessageLength", $"{MostMessageBytes}",
                "--functions-uri", host.AbsoluteUri,
                "--functions-worker-id", workerId,
                "--functions-request-id", requestId,
                "--functions-grpc-max-message-length", $"{MostMessageBytes}",
            },
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder.Path;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public void Kill()
    {
        if (!Ended.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    static bool IsSetting(string name) => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase);

    void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
