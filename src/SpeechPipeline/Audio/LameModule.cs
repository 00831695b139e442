using Wasmtime;

namespace SpeechPipeline.Audio;

/// <summary>
/// LAME, compiled once per process. Compiling takes 0.11 s, loading a serialized module 1 ms: too little gain for
/// a cache on disk that can be stale, foreign or incomplete.
/// </summary>
static class LameModule
{
    static readonly Lazy<(Engine Engine, Module Module)> Compiled = new(Compile);

    /// <summary>A new LAME instance with its own memory. Instances may run in parallel, each in one thread at a time.</summary>
    public static (Store Store, Instance Instance) Instantiate()
    {
        var (engine, module) = Compiled.Value;
        var store = new Store(engine);
        try
        {
            using var linker = new Linker(engine);
            linker.DefineFunction("env", "emscripten_notify_memory_growth", static (int _) => { });
            linker.DefineFunction("wasi_snapshot_preview1", "proc_exit", static (int code) => throw new InvalidOperationException($"LAME ended with exit code {code}."));
            var instance = linker.Instantiate(store, module);
            Export(instance.GetAction("_initialize"))();
            return (store, instance);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public static T Export<T>(T? export)
        where T : class => export ?? throw new InvalidOperationException("lame/mp3.wasm lacks an export that this program needs: it is from another build.");

    static (Engine Engine, Module Module) Compile()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "lame", "mp3.wasm");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException("The MP3 encoder is missing: there is no lame/mp3.wasm in the program's folder.", path);
        }

        var engine = new Engine();
        return (engine, Module.FromFile(engine, path));
    }
}
