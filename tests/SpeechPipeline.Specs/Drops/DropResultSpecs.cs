using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Specs.Drops;

/// <summary>What became of a file is found beside it; of several versions that of the newest.</summary>
public sealed class DropResultSpecs : IAsyncLifetime
{
    readonly DropFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_source_comes_back_beside_its_report()
    {
        var job = await _fixture.AcceptAsync("a/b/c.md", "# Title\n\n\u0000The text.\r\n");
        await _fixture.Jobs.RunAsync(job);

        Assert.Equal(["a/b/c.md", "a/b/c.md.json"], await DropFixture.NamesAsync(_fixture.Storage.DropsDone));
        Assert.Equal("# Title\n\n\u0000The text.\r\n", await DropFixture.TextAsync(_fixture.Storage.DropsDone, "a/b/c.md"));
        var report = await DropFixture.JsonAsync(_fixture.Storage.DropsDone, "a/b/c.md.json");
        Assert.Equal((job.PartitionKey, "completed", "Title"), (report.GetProperty("job").GetString(), report.GetProperty("status").GetString(), report.GetProperty("title").GetString()));
        Assert.True(report.GetProperty("duration_seconds").GetDouble() > 0);
        Assert.StartsWith($"http://localhost:7071/api/episodes/{job.PartitionKey}/audio.mp3?t=", report.GetProperty("links").GetProperty("audio").GetString(), StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_job_that_fails_or_is_cancelled_says_why()
    {
        await _fixture.EndAsync(await _fixture.AcceptAsync("failed.md"), JobStatus.Failed);
        await _fixture.EndAsync(await _fixture.AcceptAsync("cancelled.md"), JobStatus.Cancelled);
        Assert.Equal(["cancelled.md", "cancelled.md.json", "failed.md", "failed.md.json"], await DropFixture.NamesAsync(_fixture.Storage.DropsFailed));
        var error = (await DropFixture.JsonAsync(_fixture.Storage.DropsFailed, "failed.md.json")).GetProperty("error");
        Assert.Equal(("segment_failed", "It could not be spoken."), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal("cancelled", (await DropFixture.JsonAsync(_fixture.Storage.DropsFailed, "cancelled.md.json")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(JobStatus.Completed, JobStatus.Completed)]
    [InlineData(JobStatus.Completed, JobStatus.Failed)]
    [InlineData(JobStatus.Failed, JobStatus.Completed)]
    [InlineData(JobStatus.Failed, JobStatus.Failed)]
    public async Task The_newest_version_stands_whichever_ends_last(JobStatus older, JobStatus newer)
    {
        foreach (var olderLast in (bool[])[true, false])
        {
            var path = $"{olderLast}.md";
            var first = await _fixture.AcceptAsync(path, "# First\n\nThe first.");
            var second = await _fixture.AcceptAsync(path, "# Second\n\nThe second.");
            await _fixture.EndAsync(olderLast ? second : first, olderLast ? newer : older);
            await _fixture.EndAsync(olderLast ? first : second, olderLast ? older : newer);

            var (with, without) = newer == JobStatus.Completed ? (_fixture.Storage.DropsDone, _fixture.Storage.DropsFailed) : (_fixture.Storage.DropsFailed, _fixture.Storage.DropsDone);
            Assert.Equal([path, $"{path}.json"], await DropFixture.NamesAsync(with, path));
            Assert.Empty(await DropFixture.NamesAsync(without, path));
            Assert.StartsWith("# Second", await DropFixture.TextAsync(with, path), StringComparison.Ordinal);
            Assert.Equal(second.PartitionKey, (await DropFixture.JsonAsync(with, $"{path}.json")).GetProperty("job").GetString());
        }

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_refusal_gives_way_to_a_newer_version_and_the_other_way_round()
    {
        await _fixture.DropAsync("a.md", "***");
        await _fixture.TakeAsync("a.md");
        Assert.Equal(2, (await DropFixture.NamesAsync(_fixture.Storage.DropsFailed)).Length);
        await _fixture.EndAsync(await _fixture.AcceptAsync("a.md"));
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.DropsFailed));
        Assert.Equal(2, (await DropFixture.NamesAsync(_fixture.Storage.DropsDone)).Length);

        await _fixture.DropAsync("a.md", "***");
        await _fixture.TakeAsync("a.md");
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.DropsDone));
        Assert.Equal(2, (await DropFixture.NamesAsync(_fixture.Storage.DropsFailed)).Length);
    }

    [Fact]
    public async Task A_failed_job_that_is_retried_moves_when_it_is_done()
    {
        var job = await _fixture.AcceptAsync("a.md");
        await _fixture.EndAsync(job, JobStatus.Failed);
        await _fixture.Jobs.Get<JobRetry>().RetryAsync(job.Id, DropFixture.Cancellation);
        await _fixture.EndAsync(job);
        Assert.Equal(["a.md", "a.md.json"], await DropFixture.NamesAsync(_fixture.Storage.DropsDone));
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.DropsFailed));
    }

    [Fact]
    public async Task A_report_that_is_repeated_brings_nothing_back_that_was_taken_away()
    {
        var job = await _fixture.AcceptAsync("a.md");
        await _fixture.EndAsync(job);
        var ended = (await _fixture.JobsOfAsync("a.md"))[0];
        await _fixture.Jobs.Get<DropEnd>().PutBackAsync(ended, DropFixture.Cancellation);
        Assert.Equal(2, (await DropFixture.NamesAsync(_fixture.Storage.DropsDone)).Length);
        foreach (var name in await DropFixture.NamesAsync(_fixture.Storage.DropsDone))
        {
            await _fixture.Storage.DropsDone.DeleteBlobAsync(name, cancellationToken: DropFixture.Cancellation);
        }

        await _fixture.Jobs.Get<DropEnd>().PutBackAsync(ended, DropFixture.Cancellation);
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.DropsDone));
    }

    [Fact]
    public async Task A_file_that_is_called_as_anothers_report_overwrites_nothing()
    {
        await _fixture.EndAsync(await _fixture.AcceptAsync("a.md", "# A document\n\nIt is."));
        await _fixture.EndAsync(await _fixture.AcceptAsync("a.md.json", """{"input":"A job."}"""));
        var names = await DropFixture.NamesAsync(_fixture.Storage.DropsDone);
        Assert.Equal(4, names.Length);
        Assert.Equal("a.md", (await DropFixture.JsonAsync(_fixture.Storage.DropsDone, "a.md.json")).GetProperty("path").GetString());
        var other = Assert.Single(names, name => name.StartsWith("a.md~", StringComparison.Ordinal) && name.EndsWith(".json.json", StringComparison.Ordinal));
        Assert.Equal("a.md.json", (await DropFixture.JsonAsync(_fixture.Storage.DropsDone, other)).GetProperty("path").GetString());

        // The other way round, and with the second failing.
        await _fixture.EndAsync(await _fixture.AcceptAsync("b.md.json", """{"input":"A job."}"""));
        await _fixture.EndAsync(await _fixture.AcceptAsync("b.md", "# A document\n\nIt is."));
        Assert.Equal("""{"input":"A job."}""", await DropFixture.TextAsync(_fixture.Storage.DropsDone, "b.md.json"));
        var report = Assert.Single(await DropFixture.NamesAsync(_fixture.Storage.DropsDone, "b~"), name => name.EndsWith(".md.json", StringComparison.Ordinal));
        Assert.Equal("b.md", (await DropFixture.JsonAsync(_fixture.Storage.DropsDone, report)).GetProperty("path").GetString());
        Assert.Equal(8, (await DropFixture.NamesAsync(_fixture.Storage.DropsDone)).Length);
    }

    [Fact]
    public async Task Large_sources_come_back_whole()
    {
        var bytes = new byte[9 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        await _fixture.DropAsync("large.bin", bytes);
        await _fixture.TakeAsync("large.bin");
        var back = (await _fixture.Storage.DropsFailed.GetBlobClient("large.bin").DownloadContentAsync(DropFixture.Cancellation)).Value.Content;
        Assert.True(back.ToMemory().Span.SequenceEqual(bytes));
    }

    async Task<List<DropRow>> RowsAsync()
    {
        var rows = new List<DropRow>();
        await foreach (var row in _fixture.Storage.DropTable.QueryAsync<DropRow>(cancellationToken: DropFixture.Cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }
}
