using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SpeechPipeline.EndToEnd;

/// <summary><c>speech serve</c> as a process of its own, which is stopped as people stop it: by Ctrl+C.</summary>
sealed class Served : IAsyncDisposable
{
    readonly Process _process;

    Served(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Its address on this machine, without <c>/api</c>.</summary>
    public Uri Address { get; }

    public static async Task<Served> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var process = Speech.Start(settings, ["serve", .. arguments]);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not { } line)
        {
            throw new InvalidOperationException($"serve ended: {await error}");
        }

        // Its log must not fill the pipe.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new Served(process, new Uri(new Uri(line.Split(' ')[2].TrimEnd(',')), "/"));
    }

    /// <summary>Stops it, and returns when its storage has written everything.</summary>
    public async Task StopAsync()
    {
        Assert.Equal(0, Kill(_process.Id, 2));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int process, int signal);
}
