using System.Globalization;
using SpeechPipeline.Audio;
using Wasmtime;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// The Flite speech synthesizer (English, 16-bit mono) as a WebAssembly program. Calls run in parallel, as many as there are cores:
/// each has its own store, memory and folder. The same voice and text always give the same audio.
/// </summary>
public sealed class Flite : IDisposable
{
    /// <summary>The most memory that one call may take; 1,500 characters take less than a tenth of it.</summary>
    const long MemoryBytes = 512L << 20;

    static readonly Lazy<Flite> ForProcess = new(() => new Flite(FliteModule.Find(), CompiledModuleCache.ForUser()));

    readonly Engine _engine = new();
    readonly Module _module;
    readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    internal Flite(string modulePath, CompiledModuleCache cache) => _module = cache.Load(_engine, "flite", File.ReadAllBytes(modulePath));

    /// <summary>The process's one instance; the first use loads the program (0.1 s, or 1 s where it must be compiled).</summary>
    /// <exception cref="FileNotFoundException">The npm package is not installed.</exception>
    public static Flite Shared => ForProcess.Value;

    /// <summary>Speaks a text as <see cref="SpeakableText"/> renders it; a text with nothing to speak gives no samples.</summary>
    /// <exception cref="FliteException">The program failed.</exception>
    public Task<PcmAudio> SpeakAsync(FliteVoice voice, string text, CancellationToken cancellationToken) => SpeakAsync(voice, text, speed: 1, cancellationToken);

    /// <inheritdoc cref="SpeakAsync(FliteVoice, string, CancellationToken)"/>
    /// <param name="voice">The voice.</param>
    /// <param name="text">The text.</param>
    /// <param name="speed">Times the voice's own pace.</param>
    /// <param name="cancellationToken">Cancels the wait for a free core.</param>
    public async Task<PcmAudio> SpeakAsync(FliteVoice voice, string text, double speed, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Speak(voice, SpeakableText.From(text), speed), cancellationToken);
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose()
    {
        _cores.Dispose();
        _module.Dispose();
        _engine.Dispose();
    }

    PcmAudio Speak(FliteVoice voice, string text, double speed)
    {
        using var folder = new FliteFolder(text);
        using var linker = new Linker(_engine);
        using var store = new Store(_engine);
        linker.DefineWasi();
        store.SetLimits(MemoryBytes);
        store.SetWasiConfiguration(new WasiConfiguration()
            .WithArgs("flite", "-voice", NameOf(voice), "--setf", string.Create(CultureInfo.InvariantCulture, $"duration_stretch={1 / speed:0.######}"), "-f", FliteFolder.GuestTextPath, "-o", FliteFolder.GuestAudioPath)
            .WithPreopenedDirectory(folder.HostPath, FliteFolder.GuestPath, true));
        try
        {
            linker.Instantiate(store, _module).GetAction("_start")!();
        }
        catch (WasmtimeException e) when (e.ExitCode == 0)
        {
            // proc_exit(0): the normal end of a WASI command.
        }
        catch (WasmtimeException e)
        {
            throw new FliteException($"Flite could not speak {text.Length} characters (exit code {e.ExitCode?.ToString() ?? "none"}).", e);
        }

        return folder.ReadAudio();
    }

    static string NameOf(FliteVoice voice) => voice switch
    {
        FliteVoice.Slt => "slt",
        FliteVoice.Rms => "rms",
        FliteVoice.Awb => "awb",
        FliteVoice.Kal16 => "kal16",
        FliteVoice.Kal => "kal",
        _ => throw new ArgumentOutOfRangeException(nameof(voice), voice, "Not a Flite voice."),
    };
}
