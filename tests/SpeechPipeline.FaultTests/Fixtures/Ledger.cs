using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>
/// The account of all runs of a test, made from what clients were answered, what the far sides received and what lies in
/// storage: not from what the pipeline says of itself.
/// </summary>
sealed class Ledger(FaultFixture fixture, string test, int? seed = null)
{
    readonly List<Verdict> _verdicts = [];

    public Tally Tally { get; } = new(test, seed);

    public int Runs { get; private set; }

    public int Submitted { get; private set; }

    public int Accepted { get; private set; }

    public int Terminal { get; private set; }

    public int Lost => _verdicts.Count(verdict => verdict == Verdict.Lost);

    public int Unexpected => _verdicts.Count(verdict => verdict == Verdict.Unexpected);

    public int Doubled => _verdicts.Count(verdict => verdict == Verdict.Doubled);

    public int Segments { get; private set; }

    public int Paid { get; private set; }

    public int Webhooks { get; private set; }

    public int WebhookIds { get; private set; }

    /// <summary>Enters a finished run and what its witness saw.</summary>
    public async Task EnterAsync(RunReport run, Witness witness)
    {
        var completed = await EnterAsync(run);
        CheckWitness(witness, completed, run.What);
    }

    /// <summary>Enters a finished run.</summary>
    /// <returns>How many jobs it completed.</returns>
    public async Task<int> EnterAsync(RunReport run)
    {
        Runs++;
        Submitted += run.Submitted;
        Accepted += run.Accepted.Count;
        Tally.Count(run);
        Tally.Count(Counted.Repeated, run.Submitted - 1);

        var jobs = await JobsOfAsync(run.Article);
        foreach (var job in run.Accepted.Where(id => jobs.All(job => job.PartitionKey != id)))
        {
            Find(run.What, $"accepted job {job} is not in storage", Verdict.Lost);
        }

        if (jobs.Count > run.MostJobs)
        {
            Find(run.What, $"{jobs.Count} jobs of {run.Submitted} submissions, {run.MostJobs} allowed", Verdict.Unexpected);
        }

        foreach (var job in jobs)
        {
            await CheckAsync(job, run.Article, run.What);
        }

        if (!run.CameToRest)
        {
            Find(run.What, "it did not come to rest", Verdict.Lost);
        }

        await CheckPaymentsAsync(run.Article, run.What, run.MayPayAgain);
        return jobs.Count(job => job.State == JobStatus.Completed);
    }

    /// <summary>Holds what was carried out on the wire against the jobs that were completed.</summary>
    public void CheckWitness(Witness witness, int completed, string what)
    {
        Tally.Count(Counted.Outrun, witness.Outrun);
        if (witness.Completions != completed)
        {
            Find(what, $"{witness.Completions} completions of {completed} jobs", Verdict.Doubled);
        }

        foreach (var (blob, count) in witness.Created.Where(blob => blob.Value > 1))
        {
            Find(what, $"{blob} was written {count} times", Verdict.Doubled);
        }
    }

    /// <summary>For runs in processes of their own: how often one was killed, and what was in flight then.</summary>
    public void Allow(int kills, int killsInFlight, int inFlight)
    {
        Tally.Count(Counted.Killed, kills);
        Tally.Count(Counted.KilledInFlight, killsInFlight);
        Tally.Count(Counted.InFlight, inFlight);
        if (Tally[Counted.PaidAgain] > Tally[Counted.InFlight])
        {
            Find("all runs", $"{Tally[Counted.PaidAgain]} segments paid again, {Tally[Counted.InFlight]} in flight", Verdict.Doubled);
        }
    }

    /// <summary>Prints the account and fails the test where something was lost, unexpected, doubled or paid without need, or where less stood in the way than this.</summary>
    public void Close(params IReadOnlyList<Least> leasts) => Tally.Close(
        $"N={Runs}, submitted {Submitted}, accepted {Accepted}, terminal {Terminal}, lost {Lost}, unexpected {Unexpected}, doubled {Doubled}; "
        + $"segments {Segments}, calls paid {Paid}; webhooks {Webhooks} by {WebhookIds} ids", leasts);

    async Task<List<JobRow>> JobsOfAsync(Article article)
    {
        var address = fixture.Sides.HookAddress(article.Label);
        var jobs = new List<JobRow>();
        await foreach (var job in fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Webhook == address, cancellationToken: FaultFixture.Cancellation))
        {
            jobs.Add(job);
        }

        return jobs;
    }

    async Task CheckAsync(JobRow job, Article article, string what)
    {
        if (!job.HasEnded)
        {
            Find(what, $"job {job.PartitionKey} is {job.Status}, run {job.Run}", Verdict.Lost);
            return;
        }

        Terminal++;
        Tally.Count(Counted.HandedOn, job.Run - 1);
        if (job.State != JobStatus.Completed)
        {
            Find(what, $"job {job.PartitionKey} {job.Status}: {job.ErrorCode} {job.ErrorMessage}", Verdict.Unexpected);
            return;
        }

        var webhooks = fixture.Sides.Webhooks.Where(webhook => webhook.Job == job.PartitionKey).ToList();
        var ids = webhooks.Select(webhook => (webhook.Id, webhook.BodyHash)).Distinct().Count();
        (Webhooks, WebhookIds) = (Webhooks + webhooks.Count, WebhookIds + webhooks.Select(webhook => webhook.Id).Distinct().Count());
        if (ids != 1 || webhooks.Any(webhook => webhook.Type != "job.completed" || webhook.Label != article.Label))
        {
            Find(what, $"{webhooks.Count} webhooks with {ids} ids or bodies", ids == 0 ? Verdict.Lost : Verdict.Doubled);
        }

        if (await ReadAsync(fixture.Storage.Episodes, job.Files.BlobNameOf(EpisodeFile.Audio)) is not { } audio)
        {
            Find(what, "the episode has no audio", Verdict.Lost);
        }
        else if (webhooks.Any(webhook => webhook.AudioHash != Convert.ToHexStringLower(SHA256.HashData(audio))))
        {
            Find(what, "the webhook names other audio than there is", Verdict.Doubled);
        }

        if (await ReadAsync(fixture.Storage.Episodes, job.Files.BlobNameOf(EpisodeFile.Manifest)) is null)
        {
            Find(what, "the episode has no manifest", Verdict.Lost);
        }

        await CheckRowsAsync(job, what);
    }

    async Task CheckRowsAsync(JobRow job, string what)
    {
        await foreach (var row in fixture.Storage.JobTable.QueryAsync<Azure.Data.Tables.TableEntity>(row => row.PartitionKey == job.PartitionKey, cancellationToken: FaultFixture.Cancellation))
        {
            if (row.RowKey.StartsWith(DeliveryRow.Prefix, StringComparison.Ordinal) && (string)row[nameof(DeliveryRow.Status)] != nameof(DeliveryStatus.Delivered))
            {
                Find(what, $"{row.RowKey} is {row[nameof(DeliveryRow.Status)]}", Verdict.Lost);
            }
        }
    }

    async Task CheckPaymentsAsync(Article article, string what, int? mayPayAgain)
    {
        var calls = fixture.Sides.Spoken.Where(article.Texts.Contains).CountBy(text => text).ToDictionary();
        var again = calls.Values.Sum(count => count - 1);
        Segments += calls.Count;
        Paid += calls.Values.Sum();
        Tally.Count(Counted.PaidAgain, again);
        if (again > mayPayAgain)
        {
            Find(what, $"{again} segments paid again, {mayPayAgain} in flight", Verdict.Doubled);
        }

        if (calls.Count != article.Segments)
        {
            Find(what, $"{calls.Count} of {article.Segments} segments were spoken", Verdict.Unexpected);
        }

        // The product's own key names the blob; what lies in it is foretold from the text.
        if (article.Segments <= 3)
        {
            await CheckSpeechAsync(article, what);
        }
    }

    async Task CheckSpeechAsync(Article article, string what)
    {
        foreach (var text in article.Texts)
        {
            if (await ReadAsync(fixture.Storage.Segments, Article.SpeechBlob(text)) is not { } wav || !Tone.IsIn(wav, text))
            {
                Find(what, $"stored speech of '{text}' is not what was spoken", Verdict.Unexpected);
            }
        }
    }

    static async Task<byte[]?> ReadAsync(BlobContainerClient container, string name)
    {
        try
        {
            return (await container.GetBlobClient(name).DownloadContentAsync(FaultFixture.Cancellation)).Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    void Find(string what, string finding, Verdict verdict)
    {
        _verdicts.Add(verdict);
        Tally.Find($"{verdict}: {what}: {finding}");
    }

    enum Verdict
    {
        Lost,
        Unexpected,
        Doubled,
    }
}
