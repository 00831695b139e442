using SpeechPipeline.LocalHost.Endpoint;
using Wasmtime;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class CompiledModuleCacheSpecs : IDisposable
{
    static readonly byte[] Answering42 = Module.ConvertText("""(module (func (export "answer") (result i32) i32.const 42))""");

    readonly string _home = Directory.CreateTempSubdirectory("speech-cache-").FullName;
    readonly Engine _engine = new();

    string Folder => Path.Combine(_home, "compiled");

    string FilePath => Path.Combine(Folder, CompiledModuleCache.FileName("test", Answering42));

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public void The_compiled_form_is_kept_and_used()
    {
        Assert.Equal(42, Answer());
        var written = File.GetLastWriteTimeUtc(FilePath);
        var compiled = File.ReadAllBytes(FilePath);

        // Not a module at all: only a kept file can answer for it.
        File.Copy(FilePath, Path.Combine(Folder, CompiledModuleCache.FileName("test", [1, 2, 3])));

        Assert.Equal(42, Answer([1, 2, 3]));
        Assert.Equal(42, Answer());
        Assert.Equal(written, File.GetLastWriteTimeUtc(FilePath));
        Assert.Equal(compiled, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Only_the_user_can_write_where_the_code_lies()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no modes; a profile's folder is private there
        }

        Answer();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(1_000)]
    public void A_file_cut_short_is_made_anew(int length)
    {
        Answer();
        var good = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(FilePath, good[..length]);

        Assert.Equal(42, Answer());
        Assert.Equal(good.Length, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void A_file_with_one_changed_bit_is_made_anew()
    {
        Answer();
        var good = File.ReadAllBytes(FilePath);
        var damaged = good.ToArray();
        damaged[good.Length / 2] ^= 1;
        File.WriteAllBytes(FilePath, damaged);

        Assert.Equal(42, Answer());
        Assert.NotEqual(damaged, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_folder_that_others_can_write_in_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no modes
        }

        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);

        Assert.Equal(42, Answer());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_file_that_others_can_write_is_made_anew()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no modes
        }

        Answer();
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);

        Assert.Equal(42, Answer());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Without_a_folder_it_compiles_every_time()
    {
        using var module = new CompiledModuleCache(null).Load(_engine, "test", Answering42);

        Assert.Equal(42, Answer(module));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_done_without()
    {
        File.WriteAllText(Folder, "in the way");

        Assert.Equal(42, Answer());
    }

    int Answer(byte[]? wasm = null)
    {
        using var module = new CompiledModuleCache(Folder).Load(_engine, "test", wasm ?? Answering42);
        return Answer(module);
    }

    int Answer(Module module)
    {
        using var linker = new Linker(_engine);
        using var store = new Store(_engine);
        return linker.Instantiate(store, module).GetFunction<int>("answer")!();
    }
}
