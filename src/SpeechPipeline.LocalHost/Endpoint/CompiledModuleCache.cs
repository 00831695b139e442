using System.Security.Cryptography;
using Wasmtime;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// Keeps compiled WebAssembly between runs: compiling Flite takes 0.9 s, loading the compiled form 0.03 s.
/// The files are native code that the process will run, so they are in a folder that only this user can write, and each ends in its own SHA-256:
/// Wasmtime does not detect damaged files.
/// </summary>
/// <param name="folder">Created if missing, with mode 0700; null: no cache.</param>
sealed class CompiledModuleCache(string? folder)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// In the user's own application data. An account without a home gets no cache: in a shared temporary folder,
    /// another user could have put a file there first, and .NET cannot tell the owner.
    /// </summary>
    public static CompiledModuleCache ForUser()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new CompiledModuleCache(home.Length == 0 ? null : Path.Combine(home, "speech-pipeline", "compiled"));
    }

    /// <summary>Loads the module's compiled form, or compiles it and keeps the result.</summary>
    public Module Load(Engine engine, string name, byte[] wasm)
    {
        var path = UsableFolder() ? Path.Combine(folder!, FileName(name, wasm)) : null;
        if (path is not null && TryLoad(engine, name, path) is { } kept)
        {
            return kept;
        }

        var module = Module.FromBytes(engine, name, wasm);
        if (path is not null)
        {
            Keep(module, path);
        }

        return module;
    }

    internal static string FileName(string name, byte[] wasm) =>
        $"{name}-wasmtime{typeof(Engine).Assembly.GetName().Version}-{Convert.ToHexStringLower(SHA256.HashData(wasm))[..32]}.bin";

    bool UsableFolder()
    {
        if (folder is null)
        {
            return false;
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return true;
            }

            return (Directory.CreateDirectory(folder, OwnerOnly).UnixFileMode & WritableByOthers) == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static Module? TryLoad(Engine engine, string name, string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & WritableByOthers) != 0)
            {
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < SHA256.HashSizeInBytes)
            {
                return null;
            }

            var compiled = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
            return SHA256.HashData(compiled).AsSpan().SequenceEqual(bytes.AsSpan(compiled.Length))
                ? Module.Deserialize(engine, name, compiled)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmtimeException)
        {
            // Missing, or made for another processor: it is compiled again.
            return null;
        }
    }

    static void Keep(Module module, string path)
    {
        var compiled = module.Serialize();
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(compiled);
                file.Write(SHA256.HashData(compiled));
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a full or read-only disk, only the next start takes a second longer.
            File.Delete(temporary);
        }
    }
}
