using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Drops;

/// <summary>What lies in the folder becomes a job once for each version that is read, or is refused with the reason.</summary>
public sealed class DropIntakeSpecs(DropFixture fixture) : IClassFixture<DropFixture>
{
    [Fact]
    public async Task A_file_becomes_a_job_and_leaves_the_folder()
    {
        await fixture.DropAsync("plain/one.md", "# One\n\nThe first.");
        Assert.Equal(1, await fixture.SweepAsync());

        var job = Assert.Single(await fixture.JobsOfAsync("plain/one.md"));
        Assert.Equal(("One", JobStatus.Queued, "http://localhost:7071/api"), (job.Title, job.State, job.BaseAddress));
        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "plain/"));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.TXT")]
    [InlineData("a.markdown")]
    [InlineData("a.html")]
    [InlineData("a.htm")]
    public async Task Documents_of_every_kind_are_read(string name)
    {
        const string sentence = "A sentence that is long enough, with a comma, to be an article of its own.";
        var job = await fixture.AcceptAsync($"kinds/{name}", name.Contains(".htm", StringComparison.Ordinal) ? $"<p>{sentence}" : sentence);
        Assert.True(job.Characters > 0);
        await fixture.EndAsync(job);
    }

    [Fact]
    public async Task A_book_and_a_job_as_json_are_read()
    {
        await fixture.DropAsync("kinds/book.epub", new EpubBuilder().Text("a", "<p>It was late.</p>").Build().ToArray());
        await fixture.TakeAsync("kinds/book.epub");
        Assert.Single(await fixture.JobsOfAsync("kinds/book.epub"));

        const string json = """{ "input": "Said by a job.",  "voice": "am_adam", "metadata": { "order": "17" } }""";
        var job = await fixture.AcceptAsync("kinds/job.json", json);
        Assert.Equal(("am_adam", """{"order":"17"}"""), (job.Voice, job.Metadata));
        await fixture.EndAsync(job);
        Assert.Equal(json, await DropFixture.TextAsync(fixture.Storage.DropsDone, "kinds/job.json"));
    }

    [Fact]
    public async Task A_file_that_is_met_again_and_again_is_one_job()
    {
        await fixture.DropAsync("again/a.md");
        // A lease lets everyone read and nobody delete: as a crash between the two leaves it.
        var lease = fixture.Storage.Drops.GetBlobClient("again/a.md").GetBlobLeaseClient();
        await lease.AcquireAsync(TimeSpan.FromSeconds(-1), cancellationToken: DropFixture.Cancellation);
        await fixture.TakeAsync("again/a.md");
        await Task.WhenAll(fixture.TakeAsync("again/a.md"), fixture.TakeAsync("again/a.md"));
        Assert.Equal(1, await fixture.SweepAsync());
        var job = Assert.Single(await fixture.JobsOfAsync("again/a.md"));

        await fixture.EndAsync(job);
        await fixture.TakeAsync("again/a.md");
        Assert.Single(await DropFixture.NamesAsync(fixture.Storage.Drops, "again/"));
        await lease.ReleaseAsync(cancellationToken: DropFixture.Cancellation);
        await fixture.TakeAsync("again/a.md");
        Assert.Single(await fixture.JobsOfAsync("again/a.md"));
        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "again/"));
        await fixture.TakeAsync("again/a.md");
    }

    [Fact]
    public void The_id_is_the_same_with_and_without_the_quotes_of_a_listing()
    {
        var time = DateTimeOffset.UtcNow;
        var id = new DropVersion("a.md", new ETag("\"0x8DD\""), time).Id;
        Assert.Equal(id, new DropVersion("a.md", new ETag("0x8DD"), time).Id);
        Assert.Equal(time.ToUnixTimeMilliseconds(), id.Time.ToUnixTimeMilliseconds());
        Assert.Equal(4, new[]
        {
            id, new DropVersion("b.md", new ETag("0x8DD"), time).Id, new DropVersion("a.md", new ETag("0x8DE"), time).Id, new DropVersion("a.md", new ETag("0x8DD"), time.AddSeconds(1)).Id,
        }.Distinct().Count());
    }

    [Theory]
    [InlineData("empty.md", "", "is empty.")]
    [InlineData("blank.md", " \n", "is empty.")]
    [InlineData("picture.png", "x", "no known extension")]
    [InlineData("README", "x", "no known extension")]
    [InlineData("silent.md", "***", "nothing to speak")]
    [InlineData("binary.txt", "\u0000\u0001", "nothing to speak")]
    [InlineData("wrong.epub", "x", "EPUB")]
    [InlineData("list.json", "[]", "not a JSON object")]
    [InlineData("cut.json", "{", "is not JSON")]
    [InlineData("field.json", """{"input":"a","voise":"b"}""", "#/voise")]
    [InlineData("dry.json", """{"input":"a","dry_run":true}""", "dry_run")]
    public async Task What_cannot_be_spoken_is_refused_with_the_reason(string name, string content, string reason)
    {
        var path = $"refused/{name}";
        await fixture.DropAsync(path, content);
        await fixture.SweepAsync();

        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, path));
        Assert.Equal(content, await DropFixture.TextAsync(fixture.Storage.DropsFailed, path));
        var report = await DropFixture.JsonAsync(fixture.Storage.DropsFailed, $"{path}.json");
        Assert.Equal(("refused", path), (report.GetProperty("status").GetString(), report.GetProperty("path").GetString()));
        Assert.Contains(reason, report.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await fixture.JobsOfAsync(path));
        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.DropsDone, path));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await fixture.DropAsync("refused/picture.txt", [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 0x0D, .. "IHDR"u8, 0, 0, 2, 0, 0, 0, 2, 0, 8, 6, 0, 0, 0]);
        await fixture.TakeAsync("refused/picture.txt");
        Assert.Contains("is not text", (await DropFixture.TextAsync(fixture.Storage.DropsFailed, "refused/picture.txt.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_another_encoding_than_UTF_8_is_taken_in()
    {
        await fixture.DropAsync("taken/latin.txt", Encoding.Latin1.GetBytes("Grüße an alle, die am Meer wohnen."));
        await fixture.TakeAsync("taken/latin.txt");
        Assert.Single(await fixture.JobsOfAsync("taken/latin.txt"));
    }

    [Fact]
    public async Task No_more_jobs_are_unfinished_than_the_bound_and_each_that_ends_lets_another_in()
    {
        const int limit = 5;
        await using var bound = new DropFixture { Limit = limit };
        await bound.InitializeAsync();
        for (var i = 0; i < limit + 3; i++)
        {
            await bound.DropAsync($"{i}.md");
        }

        // By the sweep, and by events that come for all of them.
        Assert.Equal(limit, await bound.SweepAsync());
        Assert.Equal(0, await bound.SweepAsync());
        await Parallel.ForAsync(0, limit + 3, DropFixture.Cancellation, async (i, _) => await bound.TakeAsync($"{i}.md"));
        Assert.Equal(["5.md", "6.md", "7.md"], await DropFixture.NamesAsync(bound.Storage.Drops));

        await bound.EndAsync((await bound.JobsOfAsync("0.md"))[0]);
        await bound.EndAsync((await bound.JobsOfAsync("1.md"))[0], JobStatus.Failed);
        // A count is trusted for a second.
        var taken = 0;
        await Eventually.IsTrueAsync(async () => (taken += await bound.SweepAsync()) >= 2, "there is room again", DropFixture.Cancellation);
        Assert.Equal(2, taken);
        Assert.Equal(0, await bound.SweepAsync());
        Assert.Equal(["7.md"], await DropFixture.NamesAsync(bound.Storage.Drops));
    }

    [Fact]
    public async Task Events_alone_do_not_pass_the_bound_either()
    {
        const int limit = 5;
        await using var bound = new DropFixture { Limit = limit };
        await bound.InitializeAsync();
        await Parallel.ForAsync(0, 3 * limit, DropFixture.Cancellation, async (i, _) => await bound.DropAsync($"{i}.md"));
        await Parallel.ForAsync(0, 3 * limit, DropFixture.Cancellation, async (i, _) => await bound.TakeAsync($"{i}.md"));
        Assert.Equal(2 * limit, (await DropFixture.NamesAsync(bound.Storage.Drops)).Length);
    }

    [Fact]
    public async Task A_file_that_makes_the_pipeline_fail_is_given_up_visibly()
    {
        await fixture.DropAsync("refused/rescue.txt", "");
        await fixture.Jobs.Get<DropIntake>().HandlePoisonAsync("refused/rescue.txt", DropFixture.Cancellation);
        Assert.Equal("refused", (await DropFixture.JsonAsync(fixture.Storage.DropsFailed, "refused/rescue.txt.json")).GetProperty("status").GetString());
        await fixture.Jobs.Get<DropIntake>().HandlePoisonAsync("refused/rescue.txt", DropFixture.Cancellation);
    }

    [Theory]
    [InlineData("unreadable/a b.md", "unreadable/a b.md")]
    [InlineData("unreadable/c d.md", "unreadable/c%20d.md")]
    public async Task A_file_that_storage_does_not_hand_over_is_reported_and_stays(string path, string announced)
    {
        await fixture.DropAsync(path);
        await fixture.Storage.Drops.GetBlobClient(path).SetAccessTierAsync(AccessTier.Archive, cancellationToken: DropFixture.Cancellation);
        await fixture.Jobs.Get<DropIntake>().HandlePoisonAsync(announced, DropFixture.Cancellation);
        await fixture.Jobs.Get<DropIntake>().HandlePoisonAsync(announced, DropFixture.Cancellation);

        var report = await DropFixture.JsonAsync(fixture.Storage.DropsFailed, $"{path}.json");
        Assert.Contains("409 BlobArchived", report.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal([$"{path}.json"], await DropFixture.NamesAsync(fixture.Storage.DropsFailed, path));
        Assert.Equal([path], await DropFixture.NamesAsync(fixture.Storage.Drops, path));
        await fixture.Storage.Drops.DeleteBlobAsync(path, cancellationToken: DropFixture.Cancellation);
    }

    [Theory]
    [InlineData(400, "InvalidInput", true)]
    [InlineData(413, "RequestBodyTooLarge", true)]
    [InlineData(409, "BlobArchived", true)]
    [InlineData(409, "LeaseAlreadyPresent", false)]
    [InlineData(403, "AuthorizationFailure", false)]
    [InlineData(404, "ContainerNotFound", false)]
    [InlineData(412, "ConditionNotMet", false)]
    [InlineData(429, "TooManyRequests", false)]
    [InlineData(503, "ServerBusy", false)]
    [InlineData(0, null, false)]
    public void Storage_refuses_for_good_what_it_will_not_answer_otherwise_later(int status, string? code, bool expected) =>
        Assert.Equal(expected, StorageFault.IsRefusal(new RequestFailedException(status, "No.", code, innerException: null)));

    [Fact]
    public async Task A_file_of_which_somebody_has_taken_a_snapshot_leaves_the_folder_too()
    {
        await fixture.DropAsync("snapshot/a.md");
        await fixture.Storage.Drops.GetBlobClient("snapshot/a.md").CreateSnapshotAsync(cancellationToken: DropFixture.Cancellation);
        await fixture.TakeAsync("snapshot/a.md");
        Assert.Single(await fixture.JobsOfAsync("snapshot/a.md"));
        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "snapshot/"));
    }

    [Theory]
    [InlineData("tab\t, line\n and return\r.md", true)]
    [InlineData("emoji 🙂.md", true)]
    [InlineData("replaced \uFFFD.md", true)]
    [InlineData("bell\a.md", false)]
    [InlineData("zero\0.md", false)]
    [InlineData("none\uFFFE.md", false)]
    [InlineData("none\uFFFF.md", false)]
    public void A_name_has_only_what_a_listing_can_say(string name, bool expected) => Assert.Equal(expected, DropNames.IsAddressable(name));

    [Fact]
    public void A_name_has_no_half_of_a_pair()
    {
        Assert.False(DropNames.IsAddressable("high\uD83D.md"));
        Assert.False(DropNames.IsAddressable("low\uDE42.md"));
        Assert.False(DropNames.IsAddressable("end\uD83D"));
        Assert.False(DropNames.IsAddressable("turned\uDE42\uD83D"));
    }

    [Fact]
    public void Defaults_are_looked_for_only_where_they_can_have_a_name()
    {
        Assert.Equal(["_defaults.json", "a/_defaults.json", "a/b/_defaults.json"], DropNames.DefaultsFor("a/b/c.md"));
        var folder = new string('x', 1_009) + "/";
        Assert.Equal(["_defaults.json", $"{folder}_defaults.json"], DropNames.DefaultsFor($"{folder}y/a.md"));
        Assert.Equal(["_defaults.json"], DropNames.DefaultsFor($"x{folder}a.md"));
    }

    [Theory]
    [InlineData("with space.md")]
    [InlineData("100% sure.md")]
    [InlineData("a%20b.md")]
    [InlineData("question?.md")]
    [InlineData("hash#tag.md")]
    [InlineData("one+one&two=three.md")]
    [InlineData("double//slash.md")]
    [InlineData("emoji 🙂.md")]
    [InlineData("日本語.md")]
    [InlineData("quote\"'<>|*:.md")]
    [InlineData("dot.at.end..md")]
    public async Task Names_are_opaque(string name)
    {
        var path = $"odd/{name}";
        await fixture.DropAsync(path, "# Odd\n\nA name.");
        Assert.Equal(1, await fixture.SweepAsync());
        var job = Assert.Single(await fixture.JobsOfAsync(path));
        await fixture.EndAsync(job);

        Assert.Empty(await DropFixture.NamesAsync(fixture.Storage.Drops, "odd/"));
        Assert.Equal([path, $"{path}.json"], await DropFixture.NamesAsync(fixture.Storage.DropsDone, path));
        Assert.Equal("# Odd\n\nA name.", await DropFixture.TextAsync(fixture.Storage.DropsDone, path));
        Assert.Equal(path, (await DropFixture.JsonAsync(fixture.Storage.DropsDone, $"{path}.json")).GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("../jobs/{0}/plan.json")]
    [InlineData("a/../../jobs/{0}/plan.json")]
    [InlineData("..\\jobs\\{0}\\plan.json")]
    [InlineData("%2E%2E/jobs/{0}/plan.json")]
    [InlineData("..%2Fjobs%2F{0}%2Fplan.json")]
    [InlineData("./neighbour.md")]
    [InlineData("a/../neighbour.md")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("/")]
    public async Task An_announced_name_that_leads_elsewhere_leads_nowhere(string name)
    {
        var neighbour = await fixture.AcceptAsync("neighbour.txt");
        await fixture.DropAsync("neighbour.md");
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, name, neighbour.PartitionKey);
        await fixture.TakeAsync(path);
        Assert.Empty(await fixture.JobsOfAsync(path));
        Assert.NotNull(await fixture.RequestAsync(neighbour));
        Assert.Equal(["neighbour.md"], await DropFixture.NamesAsync(fixture.Storage.Drops, "neighbour.md"));
        await fixture.TakeAsync("neighbour.md");
    }

    [Fact]
    public async Task Two_unicode_forms_are_two_files()
    {
        string[] names = ["forms/caf\u00e9.md", "forms/cafe\u0301.md"];
        foreach (var name in names)
        {
            await fixture.EndAsync(await fixture.AcceptAsync(name, $"# {name.Length}\n\nA form."));
        }

        Assert.Equal(4, (await DropFixture.NamesAsync(fixture.Storage.DropsDone, "forms/")).Length);
        foreach (var name in names)
        {
            Assert.StartsWith($"# {name.Length}", await DropFixture.TextAsync(fixture.Storage.DropsDone, name), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1_019)]
    [InlineData(1_020)]
    [InlineData(1_024)]
    public async Task A_path_may_be_as_long_as_storage_allows(int length)
    {
        // Segments below 254 characters, as the service demands.
        var path = string.Concat(Enumerable.Repeat($"long{length}/{new string('x', 200)}/", 6))[..(length - 4)].TrimEnd('/').PadRight(length - 4, 'y') + ".md";
        path = path.PadLeft(length, 'z');
        Assert.Equal(length, path.Length);
        await fixture.EndAsync(await fixture.AcceptAsync(path, "# Long\n\nA path."));

        var names = (await DropFixture.NamesAsync(fixture.Storage.DropsDone)).Where(name => name.StartsWith(path[..900], StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, names.Length);
        Assert.Equal(names[0] + ".json", names[1]);
        Assert.All(names, name => Assert.True(name.Length <= 1_024));
        Assert.EndsWith(".md", names[0], StringComparison.Ordinal);
        Assert.Equal(length == 1_019, names[0] == path);
        Assert.Equal(path, (await DropFixture.JsonAsync(fixture.Storage.DropsDone, names[1])).GetProperty("path").GetString());
    }

    [Fact]
    public async Task What_is_gone_or_was_never_there_has_no_effect()
    {
        await fixture.TakeAsync("gone/a.md");
        await fixture.TakeAsync("gone/a%20b.md");
        Assert.Empty(await fixture.JobsOfAsync("gone/a.md"));
    }

    [Fact]
    public async Task A_path_that_was_announced_escaped_is_found_too()
    {
        await fixture.DropAsync("escaped/a b.md");
        await fixture.TakeAsync("escaped/a%20b.md");
        Assert.Single(await fixture.JobsOfAsync("escaped/a b.md"));
    }
}
