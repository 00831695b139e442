using System.Net;
using System.Net.Sockets;

namespace SpeechPipeline.EndToEnd;

/// <summary>What people mistype and forget: one message that names it in their words, and the exit code; nothing is begun.</summary>
public sealed class MistakeSpecs(PipelineFixture fixture) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-mistakes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, int, string> Mistakes => new()
    {
        { "convert --formt mp3 a.md", 2, "unknown option --formt; did you mean --format?" },
        { "convert a.md --voise=af_bella", 2, "unknown option --voise; did you mean --voice?" },
        { "convert -o out a.md", 2, "unknown option -o" },
        { "covert a.md", 2, "unknown command covert; did you mean convert?" },
        { "batch sumbit a.md", 2, "unknown command sumbit; did you mean submit?" },
        { "shows lst", 2, "unknown command lst; did you mean list?" },
        { "convert", 2, "Required argument missing for command: 'convert'." },
        { "convert a.md --format flac", 2, "'flac'" },
        { "convert a.md --wait soon", 2, "--wait 'soon' is not a duration from 1s to 365d; write it as 30s, 10m or 2h." },
        { "convert a.md --show news", 2, "--show 'news' needs a pipeline that stays: start one with 'speech serve'" },
        { "convert a.md --server localhost:7071", 2, "--server 'localhost:7071' is not an http or https address." },
        { "convert a.md --speaker Anna", 2, "--speaker 'Anna' is not of the form NAME=VALUE." },
        { "convert a.md --pronunciation SQL=a --pronunciation SQL=b", 2, "--pronunciation names 'SQL' twice." },
        { "convert a.md --encoding klingon", 2, "--encoding 'klingon' is not known" },
        { "convert a.md --max-cost-usd cheap", 2, "'cheap'" },
        { "convert nowhere.md --server SERVER", 1, "nowhere.md: there is no such file." },
        { "convert FOLDER --server SERVER", 1, "is a folder; name files, or a glob such as '*.md'." },
        { "convert FOLDER/a.xyz --server SERVER", 1, "a.xyz: its kind is not known; use one of " },
        { "convert FOLDER/a.md FOLDER/sub/a.md --server SERVER", 2, "would both be written as 'a'; convert them into different folders." },
        { "convert FOLDER/a.md --server SERVER --voice nobody", 1, "nobody" },
        { "convert FOLDER/a.md --server SERVER --max-cost-usd 0.0000001", 1, "more than --max-cost-usd 0.0000001. Nothing was begun." },
        { "convert FOLDER/a.md --server SERVER --model together/unpriced --voice x --max-cost-usd 1", 1, "has no price" },
        { "convert FOLDER/a.md --server http://127.0.0.1:CLOSED", 1, "no pipeline answers at http://127.0.0.1:CLOSED/; start one with 'speech serve', or name another with --server." },
        { "convert FOLDER/a.md --out FOLDER/a.md", 1, "cannot be written: " },
        { "job abc --server SERVER", 2, "'abc' is not the id of a job; 'speech jobs' lists them." },
        { "jobs --status done --server SERVER", 2, "'done'" },
        { "jobs --limit 0 --server SERVER", 2, "--limit must be at least 1." },
        { "wait 00000000000000000000000000 --server SERVER", 1, "There is no job '00000000000000000000000000'." },
        { "batch cancel batch-x --server SERVER", 1, "batch-x: There is no batch 'batch-x'." },
        { "shows show My_Show --server SERVER", 2, "'My_Show' cannot be the name of a show; it must be " },
        { "shows set news --language klingonese-xxxxxxxxx --server SERVER", 1, "--language " },
        { "shows set news --typ serial --server SERVER", 2, "unknown option --typ; did you mean --type?" },
        { "voices --model no/such-model --server SERVER", 1, "no/such-model" },
        { "webhook listen --signing-key abc", 2, "--signing-key: " },
        { "serve --port 99999", 2, "--port must be from 0 to 65535." },
        { "serve --port TAKEN --data FOLDER/data", 1, "Port TAKEN is in use, perhaps by another 'speech serve'; choose another with --port" },
        { "serve --data FOLDER/a.md", 1, "cannot be written: " },
        { "serve --data FOLDER --drop FOLDER/drop", 2, "--drop and --data must be separate folders" },
        { "serve --host 0.0.0.0 --port 0 --data FOLDER/data", 1, "speech keys new" },
        { "completion tcsh", 2, "'tcsh'" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_in_one_message_with_its_exit_code(string line, int exit, string message)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = FreePort.On(IPAddress.Loopback);
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        foreach (var name in new[] { "a.md", "sub/a.md", "a.xyz" })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "Some words to be spoken.", TestContext.Current.CancellationToken);
        }

        string Filled(string text) => text
            .Replace("FOLDER", _folder, StringComparison.Ordinal)
            .Replace("SERVER", fixture.Driver.Pipeline.Address.AbsoluteUri, StringComparison.Ordinal)
            .Replace("TAKEN", $"{((IPEndPoint)taken.LocalEndpoint).Port}", StringComparison.Ordinal)
            .Replace("CLOSED", $"{free}", StringComparison.Ordinal);

        var arguments = Filled(line).Split(' ').ToList();
        if (arguments[0] == "convert" && !arguments.Contains("--out"))
        {
            arguments.AddRange(["--out", Path.Combine(_folder, "out")]);
        }

        var (code, output, error) = await Speech.RunAsync([.. arguments]);
        Assert.True(code == exit && error.Contains(Filled(message), StringComparison.Ordinal), $"{code}: {output}{error}");
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        Assert.InRange(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(told => !told.StartsWith("Starting ", StringComparison.Ordinal)), 1, 2);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")) && Directory.EnumerateFiles(Path.Combine(_folder, "out")).Any());
    }

    public static TheoryData<string, string, string> Settings => new()
    {
        { "Speech__BaseAddress", "together", "The setting Speech:BaseAddress must be an absolute address" },
        { "Speech__Concurrency", "lots", "The setting Speech:Concurrency is 'lots'; it must be a whole number." },
        { "Jobs__InvocationBudget", "soon", "The setting Jobs:InvocationBudget is 'soon'; it must be a time of the form hh:mm:ss." },
        { "SPEECH_SERVER", "localhost", "SPEECH_SERVER 'localhost' is not an http or https address." },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_wrong_setting_is_named_before_anything_is_begun(string name, string value, string message)
    {
        var article = Path.Combine(_folder, "a.md");
        await File.WriteAllTextAsync(article, "Some words.", TestContext.Current.CancellationToken);
        var (exit, output, error) = await Speech.RunAsync(new Dictionary<string, string> { [name] = value }, "convert", article, "--out", Path.Combine(_folder, "out"));
        Assert.True(exit is 1 or 2 && error.Contains(message, StringComparison.Ordinal), $"{exit}: {output}{error}");
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_given_up_after_the_wait()
    {
        var article = Path.Combine(_folder, "a.md");
        await File.WriteAllTextAsync(article, "Some words.", TestContext.Current.CancellationToken);
        var (exit, output, error) = await Speech.RunAsync(
            new Dictionary<string, string> { ["Speech__BaseAddress"] = "http://127.0.0.1:1/v1", ["Speech__ApiKey"] = "any" },
            "convert", article, "--out", Path.Combine(_folder, "out"), "--wait", "2s");
        Assert.True(exit == 1, output + error);
        Assert.Contains("a.md: gave up after 2s without progress. The endpoint could not be reached: ", error, StringComparison.Ordinal);
        Assert.Contains("--wait", error, StringComparison.Ordinal);
        Assert.Contains("waits until ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_is_read_and_what_is_wrong_in_it_is_named()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "speech"));
        var file = Path.Combine(folder.FullName, "config.json");
        var settings = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = _folder };
        await File.WriteAllTextAsync(file, $$"""{"server":"{{fixture.Driver.Pipeline.Address}}"}""", TestContext.Current.CancellationToken);
        var (exit, output, error) = await Speech.RunAsync(settings, "shows", "list");
        Assert.True(exit == 0, output + error);

        await File.WriteAllTextAsync(file, """{"sever":"http://localhost"}""", TestContext.Current.CancellationToken);
        (exit, output, error) = await Speech.RunAsync(settings, "shows", "list");
        Assert.True(exit == 2, output + error);
        Assert.Contains("config.json has 'sever'; it may have server, key, voice.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("batch")]
    [InlineData("keys")]
    public async Task A_command_without_its_subcommand_shows_help(params string[] arguments)
    {
        var (exit, output, error) = await Speech.RunAsync(arguments);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Commands:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_hyphens_a_file_may_have_the_name_of_an_option()
    {
        var (exit, _, error) = await Speech.RunAsync("convert", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri, "--out", Path.Combine(_folder, "out"), "--", "--formt");
        Assert.Equal(1, exit);
        Assert.Contains("--formt: there is no such file.", error, StringComparison.Ordinal);
    }
}
