using SpeechPipeline.LocalHost.Npm;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>The .NET tool has a list of the npm packages that it runs, and fetches them once.</summary>
public sealed class NpmProgramsSpecs : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("npm-specs-").FullName;
    readonly StringWriter _notices = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Home => Path.Combine(_root, "home");

    public void Dispose()
    {
        _notices.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_program_without_a_list_has_them_beside_it_or_above()
    {
        var programs = new NpmPrograms(_root, Home);
        await programs.FetchAsync(_notices, Cancellation);
        Assert.Equal((_root, ""), (programs.Folder, _notices.ToString()));
        Assert.False(Directory.Exists(Home));
    }

    [Fact]
    public async Task First_uses_at_the_same_time_fetch_once_and_later_ones_say_nothing()
    {
        var programs = List("", """{"name":"list","lockfileVersion":3,"packages":{"":{"name":"list","version":"1.0.0"}}}""");
        var notices = TextWriter.Synchronized(_notices);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => programs.FetchAsync(notices, Cancellation)));
        Assert.Single(Lines(), line => line.StartsWith("Fetching", StringComparison.Ordinal) && line.Contains(programs.Folder, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(programs.Folder, "package.json")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.GetDirectoryName(programs.Folder)!) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        }

        var before = Lines().Length;
        await programs.FetchAsync(notices, Cancellation);
        Assert.Equal(before, Lines().Length);
    }

    [Fact]
    public void Another_list_has_a_folder_of_its_own()
    {
        var one = List("", """{"name":"list","lockfileVersion":3,"packages":{}}""").Folder;
        Assert.NotEqual(one, List("", """{"name":"list","lockfileVersion":3,"packages":{"":{}}}""").Folder);
        Assert.StartsWith(Home, one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_that_fails_says_why_in_one_line_and_leaves_nothing_half_done()
    {
        var programs = List(""","dependencies":{"not-in-the-lock":"1.0.0"}""", """{"name":"list","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"list","version":"1.0.0"}}}""");
        var failure = await Assert.ThrowsAsync<NpmException>(() => programs.FetchAsync(_notices, Cancellation));
        Assert.Contains("exit code 1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(programs.Folder)!));
    }

    [Fact]
    public void A_user_without_a_home_is_told_what_to_set()
    {
        List("", "{}");
        Assert.Contains("Set HOME", Assert.Throws<NpmException>(() => new NpmPrograms(_root, "").Folder).Message, StringComparison.Ordinal);
    }

    NpmPrograms List(string more, string packages)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "npm")).FullName;
        File.WriteAllText(Path.Combine(folder, "package.json"), $$"""{"name":"list","version":"1.0.0"{{more}}}""");
        File.WriteAllText(Path.Combine(folder, "package-lock.json"), packages);
        return new NpmPrograms(_root, Home);
    }

    string[] Lines() => _notices.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
