using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>What became of files comes back into the directory: the newest version's results, whole, whatever went wrong on the way.</summary>
public sealed class DropDownloadSpecs : DropDirectorySpecs
{
    [Fact]
    public async Task Audio_of_another_format_takes_the_place_of_the_older()
    {
        var downloads = Inbox.Downloads();
        await Inbox.CompleteAsync("one.md", "mp3", "The older.");
        Assert.Equal(2, await downloads.LookAsync(Cancellation));
        var job = await Inbox.CompleteAsync("one.md", "wav", "The newer.");
        Assert.Equal(2, await downloads.LookAsync(Cancellation));

        Assert.Equal((job, "one.wav"), (Report("done/one.md").Text("job"), Report("done/one.md").Text("audio_file")));
        Assert.Equal(["one.md", "one.md.json", "one.wav"], Done());
        Assert.Equal("The newer.", Inbox.Read("done/one.wav"));

        await Inbox.RefuseAsync("one.md");
        Assert.Equal(2, await downloads.LookAsync(Cancellation));
        Assert.Empty(Done());
        Assert.False(Report("failed/one.md").TryGetProperty("audio_file", out _));
    }

    [Fact]
    public async Task A_result_that_came_half_is_brought_again_and_knows_its_own()
    {
        // A directory stands where the report should: all but the last step can be done.
        Directory.CreateDirectory(Inbox.PathOf("done/one.md.json/held"));
        await Inbox.CompleteAsync("one.md", "mp3", "The audio.");
        await Inbox.CompleteAsync("two.md", "mp3", "Another.");
        var downloads = Inbox.Downloads();
        Assert.Equal(3, await downloads.LookAsync(Cancellation));
        Assert.Equal("The audio.", Inbox.Read("done/one.mp3"));
        Assert.Equal(0, await downloads.LookAsync(Cancellation));
        Inbox.Time.Ahead += TimeSpan.FromSeconds(1);
        Assert.Equal(0, await downloads.LookAsync(Cancellation));
        Assert.Collection(Inbox.Lines,
            line => Assert.Matches(@"^done/one\.md\.json could not be written \(\w+\); it is tried again in 1 s$", line),
            line => Assert.EndsWith("in 2 s", line, StringComparison.Ordinal));
        Directory.Delete(Inbox.PathOf("done/one.md.json"), recursive: true);

        // Also by another process.
        Assert.Equal(1, await Inbox.Downloads().LookAsync(Cancellation));
        Assert.Equal("one.mp3", Report("done/one.md").Text("audio_file"));
        Assert.Equal(["one.md", "one.md.json", "one.mp3", "two.md", "two.md.json", "two.mp3"], Done());
    }

    [Fact]
    public async Task Somebodys_own_file_beside_a_result_is_left_alone_whatever_it_says()
    {
        Inbox.Write("failed/one.md.json", """{ "path": "one.md", "path": "two.md" }""");
        Inbox.Write("done/one.mp3", "Somebody's.");
        Inbox.Write("done/one.md.json.part", "[]");
        await Inbox.CompleteAsync("one.md", "mp3", "The audio.");
        Assert.Equal(2, await Inbox.Downloads().LookAsync(Cancellation));
        Assert.Equal("one.md.mp3", Report("done/one.md").Text("audio_file"));
        Assert.Equal("Somebody's.", Inbox.Read("done/one.mp3"));
        Assert.True(Inbox.Exists("failed/one.md.json"));
    }

    [Fact]
    public async Task A_name_that_the_file_system_cannot_hold_is_given_up_and_no_other()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths have another bound there.");
        var root = Inbox.Root;
        while (root.Length < 1_800)
        {
            root = Path.Combine(root, new string('d', 200));
        }

        Directory.CreateDirectory(root);
        var name = string.Concat(Enumerable.Repeat(new string('語', 60) + "/", 16)) + "a.md";
        await Inbox.RefuseAsync(name);
        await Inbox.RefuseAsync("a.md");
        var downloads = Inbox.Downloads(root);
        Assert.Equal(2, await downloads.LookAsync(Cancellation));
        Assert.True(File.Exists(Path.Combine(root, "failed", "a.md.json")));
        Inbox.Time.Ahead += TimeSpan.FromDays(1);
        Assert.Equal(0, await downloads.LookAsync(Cancellation));
        Assert.Equal([$"failed/{name}", $"failed/{name}.json"], Inbox.Lines.Select(line => line[..line.IndexOf(" has a name", StringComparison.Ordinal)]));
    }

    IEnumerable<string?> Done() => Directory.GetFileSystemEntries(Inbox.PathOf("done")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    JsonElement Report(string source) => JsonSerializer.Deserialize<JsonElement>(Inbox.Read($"{source}.json"));
}
