using System.Diagnostics;
using SpeechPipeline.Cli.Serving;

namespace SpeechPipeline.EndToEnd;

public sealed class PatientFilesSpecs : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-files-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_does_not_open_is_given_up_in_time_and_not_opened_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        var (files, path) = (new PatientFiles(TimeSpan.FromSeconds(0.2)), Path.Combine(_folder, "pipe.md"));
        using var made = Process.Start("mkfifo", [path])!;
        await made.WaitForExitAsync(Cancellation);

        Assert.Contains("within 0.2 s", (await OpenAsync()).Message, StringComparison.Ordinal);
        Assert.Contains("within 0.2 s", (await OpenAsync()).Message, StringComparison.Ordinal);

        // A writer comes and goes. Whoever waits since then has the pipe; a new reader would wait for the next writer.
        await (await Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite), Cancellation)).DisposeAsync();
        Assert.Equal("It is a pipe or a device.", (await OpenAsync()).Message);

        Task<IOException> OpenAsync() => Assert.ThrowsAsync<IOException>(() => files.OpenAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_file_is_opened()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.md"), "The lamp was lit.", Cancellation);
        await using var file = await new PatientFiles(TimeSpan.FromMinutes(1)).OpenAsync(Path.Combine(_folder, "a.md"), Cancellation);
        Assert.Equal("The lamp was lit.", await new StreamReader(file).ReadToEndAsync(Cancellation));
    }
}
