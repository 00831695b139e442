using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Specs.Drops;

/// <summary>What became of a file is found beside it; of several versions that of the newest.</summary>
public sealed class DropResultSpecs : IAsyncLifetime
{
    readonly DropBench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_source_comes_back_beside_its_report()
    {
        var job = await _bench.AcceptAsync("a/b/c.md", "# Title\n\n\u0000The text.\r\n");
        await _bench.Jobs.RunAsync(job);

        Assert.Equal(["a/b/c.md", "a/b/c.md.json"], await DropBench.NamesAsync(_bench.Storage.DropsDone));
        Assert.Equal("# Title\n\n\u0000The text.\r\n", await DropBench.TextAsync(_bench.Storage.DropsDone, "a/b/c.md"));
        var report = await DropBench.JsonAsync(_bench.Storage.DropsDone, "a/b/c.md.json");
        Assert.Equal((job.PartitionKey, "completed", "Title"), (report.GetProperty("job").GetString(), report.GetProperty("status").GetString(), report.GetProperty("title").GetString()));
        Assert.True(report.GetProperty("duration_seconds").GetDouble() > 0);
        Assert.StartsWith($"http://localhost:7071/api/episodes/{job.PartitionKey}/audio.mp3?t=", report.GetProperty("links").GetProperty("audio").GetString(), StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_job_that_fails_or_is_cancelled_says_why()
    {
        await _bench.EndAsync(await _bench.AcceptAsync("failed.md"), JobStatus.Failed);
        await _bench.EndAsync(await _bench.AcceptAsync("cancelled.md"), JobStatus.Cancelled);
        Assert.Equal(["cancelled.md", "cancelled.md.json", "failed.md", "failed.md.json"], await DropBench.NamesAsync(_bench.Storage.DropsFailed));
        var error = (await DropBench.JsonAsync(_bench.Storage.DropsFailed, "failed.md.json")).GetProperty("error");
        Assert.Equal(("segment_failed", "It could not be spoken."), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal("cancelled", (await DropBench.JsonAsync(_bench.Storage.DropsFailed, "cancelled.md.json")).GetProperty("status").GetString());
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
            var first = await _bench.AcceptAsync(path, "# First\n\nThe first.");
            var second = await _bench.AcceptAsync(path, "# Second\n\nThe second.");
            await _bench.EndAsync(olderLast ? second : first, olderLast ? newer : older);
            await _bench.EndAsync(olderLast ? first : second, olderLast ? older : newer);

            var (with, without) = newer == JobStatus.Completed ? (_bench.Storage.DropsDone, _bench.Storage.DropsFailed) : (_bench.Storage.DropsFailed, _bench.Storage.DropsDone);
            Assert.Equal([path, $"{path}.json"], await DropBench.NamesAsync(with, path));
            Assert.Empty(await DropBench.NamesAsync(without, path));
            Assert.StartsWith("# Second", await DropBench.TextAsync(with, path), StringComparison.Ordinal);
            Assert.Equal(second.PartitionKey, (await DropBench.JsonAsync(with, $"{path}.json")).GetProperty("job").GetString());
        }

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_refusal_gives_way_to_a_newer_version_and_the_other_way_round()
    {
        await _bench.DropAsync("a.md", "***");
        await _bench.TakeAsync("a.md");
        Assert.Equal(2, (await DropBench.NamesAsync(_bench.Storage.DropsFailed)).Length);
        await _bench.EndAsync(await _bench.AcceptAsync("a.md"));
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.DropsFailed));
        Assert.Equal(2, (await DropBench.NamesAsync(_bench.Storage.DropsDone)).Length);

        await _bench.DropAsync("a.md", "***");
        await _bench.TakeAsync("a.md");
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.DropsDone));
        Assert.Equal(2, (await DropBench.NamesAsync(_bench.Storage.DropsFailed)).Length);
    }

    [Fact]
    public async Task A_failed_job_that_is_retried_moves_when_it_is_done()
    {
        var job = await _bench.AcceptAsync("a.md");
        await _bench.EndAsync(job, JobStatus.Failed);
        await _bench.Jobs.Get<JobRetry>().RetryAsync(job.Id, DropBench.Cancellation);
        await _bench.EndAsync(job);
        Assert.Equal(["a.md", "a.md.json"], await DropBench.NamesAsync(_bench.Storage.DropsDone));
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.DropsFailed));
    }

    [Fact]
    public async Task A_report_that_is_repeated_brings_nothing_back_that_was_taken_away()
    {
        var job = await _bench.AcceptAsync("a.md");
        await _bench.EndAsync(job);
        var ended = (await _bench.JobsOfAsync("a.md"))[0];
        await _bench.Jobs.Get<DropResults>().ReportAsync(ended, DropBench.Cancellation);
        Assert.Equal(2, (await DropBench.NamesAsync(_bench.Storage.DropsDone)).Length);
        foreach (var name in await DropBench.NamesAsync(_bench.Storage.DropsDone))
        {
            await _bench.Storage.DropsDone.DeleteBlobAsync(name, cancellationToken: DropBench.Cancellation);
        }

        await _bench.Jobs.Get<DropResults>().ReportAsync(ended, DropBench.Cancellation);
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.DropsDone));
    }

    [Fact]
    public async Task A_file_that_is_called_as_anothers_report_overwrites_nothing()
    {
        await _bench.EndAsync(await _bench.AcceptAsync("a.md", "# A document\n\nIt is."));
        await _bench.EndAsync(await _bench.AcceptAsync("a.md.json", """{"input":"A job."}"""));
        var names = await DropBench.NamesAsync(_bench.Storage.DropsDone);
        Assert.Equal(4, names.Length);
        Assert.Equal("a.md", (await DropBench.JsonAsync(_bench.Storage.DropsDone, "a.md.json")).GetProperty("path").GetString());
        var other = Assert.Single(names, name => name.StartsWith("a.md~", StringComparison.Ordinal) && name.EndsWith(".json.json", StringComparison.Ordinal));
        Assert.Equal("a.md.json", (await DropBench.JsonAsync(_bench.Storage.DropsDone, other)).GetProperty("path").GetString());

        // The other way round, and with the second failing.
        await _bench.EndAsync(await _bench.AcceptAsync("b.md.json", """{"input":"A job."}"""));
        await _bench.EndAsync(await _bench.AcceptAsync("b.md", "# A document\n\nIt is."));
        Assert.Equal("""{"input":"A job."}""", await DropBench.TextAsync(_bench.Storage.DropsDone, "b.md.json"));
        var report = Assert.Single(await DropBench.NamesAsync(_bench.Storage.DropsDone, "b~"), name => name.EndsWith(".md.json", StringComparison.Ordinal));
        Assert.Equal("b.md", (await DropBench.JsonAsync(_bench.Storage.DropsDone, report)).GetProperty("path").GetString());
        Assert.Equal(8, (await DropBench.NamesAsync(_bench.Storage.DropsDone)).Length);
    }

    [Fact]
    public async Task Large_sources_come_back_whole()
    {
        var bytes = new byte[9 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        await _bench.DropAsync("large.bin", bytes);
        await _bench.TakeAsync("large.bin");
        var back = (await _bench.Storage.DropsFailed.GetBlobClient("large.bin").DownloadContentAsync(DropBench.Cancellation)).Value.Content;
        Assert.True(back.ToMemory().Span.SequenceEqual(bytes));
    }

    async Task<List<DropRow>> RowsAsync()
    {
        var rows = new List<DropRow>();
        await foreach (var row in _bench.Storage.DropTable.QueryAsync<DropRow>(cancellationToken: DropBench.Cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }
}
