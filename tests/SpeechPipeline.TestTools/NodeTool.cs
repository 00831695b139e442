using System.Diagnostics;

namespace SpeechPipeline.TestTools;

/// <summary>One of the programs in tests/tools, run by node; closing it closes its standard input, at which it ends.</summary>
public sealed class NodeTool : IDisposable
{
    readonly Process _process;

    public NodeTool(string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Repository.PathOf("tests", "tools"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"node did not start {script}");
    }

    public async Task<string> Ask(string input, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        _process.StandardInput.Close();
        return (await _process.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
    }

    public async Task<string> ReadLine(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("the program ended");

    public async Task<int> End(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
