using System.Diagnostics;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.Cli.Serving;

namespace SpeechPipeline.EndToEnd;

/// <summary>What is put into the directory comes into the folder: all of it, once, and in its order.</summary>
public sealed class DropUploadSpecs : DropDirectorySpecs
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(31);

    [Fact]
    public async Task A_file_is_uploaded_once_and_deleted_some_time_after()
    {
        var uploads = Inbox.Uploads();
        Inbox.Write("news/a.md", "The first.");
        await LookAsync(uploads, 0, 1);
        Assert.Equal("The first.", await Inbox.TakeAsync("news/a.md"));
        Assert.False(Inbox.Exists("news/a.md"));

        await LookAsync(uploads, 0, 0, 0);
        Assert.Single(Directory.GetFiles(Inbox.PathOf(".taken"), "a.md", SearchOption.AllDirectories));
        Inbox.Time.Ahead += Kept;
        await LookAsync(uploads, 0, 0);
        Assert.Equal([Inbox.PathOf("news")], Directory.GetFileSystemEntries(Inbox.Root));
        Assert.Empty(await Inbox.NamesAsync());
        Assert.Empty(Inbox.Lines);
    }

    [Fact]
    public async Task A_file_that_cannot_be_moved_is_never_uploaded_and_named_in_a_complaint()
    {
        var uploads = Inbox.Uploads();
        Inbox.Write(".taken", "A file where the directory should be.");
        Inbox.Write("a.md", "The first.");
        await LookAsync(uploads, 0, 0, 0, 0);
        Assert.Empty(await Inbox.NamesAsync());
        Assert.Equal("The first.", Inbox.Read("a.md"));
        Assert.StartsWith("a.md in the drop folder cannot be taken", Assert.Single(Inbox.Lines), StringComparison.Ordinal);

        File.Delete(Inbox.PathOf(".taken"));
        await LookAsync(uploads, 1, 0);
        Assert.Equal("The first.", await Inbox.TextAsync("a.md"));
    }

    [Fact]
    public async Task What_a_writer_adds_after_a_pause_comes_as_a_newer_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is held.");
        var uploads = Inbox.Uploads();
        await using (var writer = Inbox.Writer("a.md"))
        {
            await writer.WriteAsync("One half");
            await writer.FlushAsync(Cancellation);
            await LookAsync(uploads, 0, 1);
            Assert.Equal("One half", await Inbox.TakeAsync("a.md"));

            Inbox.Time.Ahead += Kept / 2;
            await LookAsync(uploads, 0, 0);
            await writer.WriteAsync(" and the other.");
        }

        Inbox.Time.Ahead += Kept;
        await LookAsync(uploads, 0, 1);
        Assert.Equal("One half and the other.", await Inbox.TakeAsync("a.md"));
        Inbox.Time.Ahead += Kept;
        await LookAsync(uploads, 0, 0);
        Assert.Empty(Directory.GetFileSystemEntries(Inbox.Root));
    }

    [Fact]
    public async Task Of_several_versions_the_last_that_was_dropped_comes_last()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is held.");
        var uploads = Inbox.Uploads();
        await using (var writer = Inbox.Writer("a.md"))
        {
            await writer.WriteAsync("Old.");
            await writer.FlushAsync(Cancellation);
            await LookAsync(uploads, 0, 1);
            Inbox.Write("a.md", "New.");
            await LookAsync(uploads, 0, 1);
            Assert.Equal("New.", await Inbox.TextAsync("a.md"));

            // Both are uploaded, in their order.
            await writer.WriteAsync(" And older still.");
        }

        await LookAsync(uploads, 0, 2);
        Assert.Equal("New.", await Inbox.TakeAsync("a.md"));

        // Of what another process took nobody knows how far it came.
        uploads = Inbox.Uploads();
        Inbox.Write("a.md", "Newest.");
        await LookAsync(uploads, 0, 3);
        Assert.Equal("Newest.", await Inbox.TakeAsync("a.md"));
        Inbox.Time.Ahead += Kept;
        await LookAsync(uploads, 0, 0);
        Assert.Empty(Directory.GetFileSystemEntries(Inbox.Root));
    }

    [Fact]
    public async Task A_name_that_no_listing_can_say_is_refused_and_holds_up_no_other()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        var uploads = Inbox.Uploads();
        string[] names = ["bell\a.md", "zero\u0001.md", "none\uFFFE.md"];
        foreach (var name in names)
        {
            Inbox.Write(name, "A name.");
        }

        Inbox.Write("tab\t🙂.md", "A name.");
        await LookAsync(uploads, 0, 1);
        Assert.Equal(["tab\t🙂.md"], await Inbox.NamesAsync());
        Assert.All(names, name =>
        {
            Assert.False(Inbox.Exists(name));
            Assert.Equal("A name.", Inbox.Read($"failed/{name}"));
            Assert.Contains("a control character", Inbox.Read($"failed/{name}.json"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_storage_refuses_is_that_files_own_affair()
    {
        var uploads = Inbox.Uploads();
        Inbox.Refused = "/refused.md";
        await Inbox.Storage.Drops.GetBlobClient("leased.md").UploadAsync(BinaryData.FromString("Somebody's."), Cancellation);
        var lease = Inbox.Storage.Drops.GetBlobClient("leased.md").GetBlobLeaseClient();
        await lease.AcquireAsync(TimeSpan.FromSeconds(-1), cancellationToken: Cancellation);
        Inbox.Write("leased.md", "Waits.");
        Inbox.Write("refused.md", "Never.");
        for (var i = 0; i < 20; i++)
        {
            Inbox.Write($"{i}.md", "Beside it.");
        }

        await LookAsync(uploads, 0, 21, 0);
        Assert.Equal(21, (await Inbox.NamesAsync()).Count);
        Assert.Equal("Never.", Inbox.Read("failed/refused.md"));
        Assert.Contains("refused by storage: 400 InvalidInput", Inbox.Read("failed/refused.md.json"), StringComparison.Ordinal);
        Assert.Contains("leased.md in the drop folder cannot be taken or uploaded (412", Assert.Single(Inbox.Lines), StringComparison.Ordinal);

        await lease.ReleaseAsync(cancellationToken: Cancellation);
        await LookAsync(uploads, 1);
        Assert.Equal("Waits.", await Inbox.TextAsync("leased.md"));
    }

    [Fact]
    public async Task Names_that_are_not_UTF8_are_complained_about_once_and_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "These have no such names.");
        var uploads = Inbox.Uploads();
        await ShellAsync(@"for n in '\351' '\350'; do echo x > ""$(printf ""caf$n.md"")""; done; mkdir ""$(printf 'd\351')""; echo x > ""$(printf 'd\351/in.md')""");
        Inbox.Write("real\uFFFD.md", "A name like any other.");

        await LookAsync(uploads, 0, 1, 0);
        Assert.Equal(["real\uFFFD.md"], await Inbox.NamesAsync());
        Assert.Equal(["caf\uFFFD.md", "d\uFFFD"], Inbox.Lines.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        await ShellAsync("rm -r caf* d*");
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_into_holds_up_no_file_and_stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere pipes are not told from files.");
        var uploads = Inbox.Uploads();
        await ShellAsync("mkfifo a.md && touch -d '1 hour ago' a.md");
        Inbox.Write("b.md", "A file.");

        await LookAsync(uploads, 0, 1, 0);
        Assert.Equal(["b.md"], await Inbox.NamesAsync());
        Assert.True(Inbox.Exists("a.md"));
        Assert.False(Inbox.Exists("failed/a.md"));

        Inbox.Time.Ahead += TimeSpan.FromMinutes(11);
        await LookAsync(uploads, 0, 0);
        Assert.EndsWith("\tit is a pipe, a socket or a device, not a file\ta.md\n", Inbox.Read("failed/~passed-over.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_alone_is_named_once_in_a_file()
    {
        var uploads = Inbox.Uploads();
        Inbox.Write("Thumbs.db", "Pictures.");
        Inbox.Write("@eaDir/a.md", "No article.");
        Inbox.Write("book.epub.crdownload", "A download that goes on.");
        await LookAsync(uploads, 0, 0);
        Assert.False(Inbox.Exists("failed/~passed-over.txt"));

        File.Delete(Inbox.PathOf("book.epub.crdownload"));
        Inbox.Time.Ahead += TimeSpan.FromMinutes(11);
        await LookAsync(uploads, 0, 0);
        await LookAsync(Inbox.Uploads(), 0);
        Assert.Equal(["@eaDir", "Thumbs.db"], (await File.ReadAllLinesAsync(Inbox.PathOf("failed/~passed-over.txt"), Cancellation)).Select(line => line.Split('\t')[^1]));
        Assert.True(Inbox.Exists("Thumbs.db"));
        Assert.Empty(await Inbox.NamesAsync());
    }

    [Fact]
    public async Task Results_are_not_dropped_again_in_whatever_case_their_folders_are_written()
    {
        var uploads = Inbox.Uploads();
        Inbox.Write("Done/a.md", "A result.");
        Inbox.Write("FAILED/a.md", "A result.");
        Inbox.Write("news/Done/a.md", "No result.");
        await LookAsync(uploads, 0, 1);
        Assert.Equal(["news/Done/a.md"], await Inbox.NamesAsync());
    }

    [Fact]
    public async Task Only_what_lies_below_waits_for_defaults_that_cannot_be_read()
    {
        var uploads = Inbox.Uploads();
        Inbox.Write("news/_defaults.json", """{ "voice": "am_adam" }""");
        Inbox.Write("news/far/a.md", "Waits.");
        Inbox.Write("newsreel.md", "Does not.");
        await using (new FileStream(Inbox.PathOf("news/_defaults.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await LookAsync(uploads, 0, 1, 0);
            Assert.Equal(["newsreel.md"], await Inbox.NamesAsync());
            Assert.StartsWith("news/_defaults.json ", Assert.Single(Inbox.Lines), StringComparison.Ordinal);
            Assert.True(Inbox.Exists("news/far/a.md"));
        }

        await LookAsync(uploads, 1);
        Assert.Equal(["news/_defaults.json", "news/far/a.md", "newsreel.md"], await Inbox.NamesAsync());
    }

    [Fact]
    public async Task A_fault_of_the_folder_ends_nothing_else()
    {
        Inbox.Lines.Fails = true;
        Inbox.Write(".taken", "A file where the directory should be.");
        Inbox.Write("a.md", "The first.");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = new DropFolder(Inbox.Storage, Inbox.Uploads(), Inbox.Downloads(), NullLogger<DropFolder>.Instance).RunAsync(stopping.Token);
        await Eventually.IsTrueAsync(() => !Inbox.Lines.IsEmpty, "the fault is met", Cancellation);
        File.Delete(Inbox.PathOf(".taken"));
        await Eventually.IsTrueAsync(() => running.IsCompleted || !Inbox.Exists("a.md"), "the file is taken", Cancellation);
        Assert.False(running.IsCompleted);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>What .NET cannot say.</summary>
    async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = Inbox.Root })!;
        await shell.WaitForExitAsync(Cancellation);
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>Looks at the directory again and again; so many files are uploaded each time.</summary>
    static async Task LookAsync(DropUploads uploads, params int[] expected)
    {
        foreach (var count in expected)
        {
            Assert.Equal(count, await uploads.LookAsync(Cancellation));
        }
    }
}
