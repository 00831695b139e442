using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.EndToEnd;

/// <summary>The command makes an episode with the servers that people have, from an address and a key alone.</summary>
public sealed class ServerSpecs : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-servers-").FullName;

    static readonly string[] Always = ["Together", "openedai-speech", "Kokoro-FastAPI"];

    // Each is a process of its own; what differs between their answers, KnownServerSpecs have without one.
    public static IEnumerable<TheoryDataRow<string>> Names => KnownServers.All.Keys.Select(static name => Always.Contains(name) ? new TheoryDataRow<string>(name) : new TheoryDataRow<string>(name).WithTrait("Category", "Soak"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Convert_needs_two_settings(string name)
    {
        var known = KnownServers.All[name];
        using var server = new SpeechServer(known.Answer);
        var settings = new Dictionary<string, string> { ["Speech__BaseAddress"] = server.Root + known.Base, ["Speech__ApiKey"] = KnownServers.Key };
        var (exit, output, error) = await Speech.RunAsync(settings, "convert", Repository.PathOf("samples", "first-episode.md"), "--out", _folder);
        Assert.True(exit == 0, output + error);
        Assert.True(Ffmpeg.DecodeFile(Path.Combine(_folder, "first-episode.mp3")).Length > 24_000);
    }
}
