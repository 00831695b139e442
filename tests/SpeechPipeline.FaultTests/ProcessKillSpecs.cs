using System.Net.Http.Json;
using System.Text.Json;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.FaultTests.Killing;

namespace SpeechPipeline.FaultTests;

/// <summary>Real hosts, killed by SIGKILL while they accept, speak, publish and call back: every accepted job is completed.</summary>
public sealed class ProcessKillSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int Slots = 3;
    const double JobsAhead = 12;

    [Fact]
    public Task Jobs_survive_hosts_that_are_killed() => KillAsync(jobs: 60, kills: 18);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Many_jobs_survive_hosts_that_are_killed() => KillAsync(jobs: 3_000, kills: 600);

    internal async Task KillAsync(int jobs, int kills)
    {
        // A call takes a while, so that hosts die while calls are under way.
        fixture.Sides.OnSpeech = () => Task.Delay(200);
        var ledger = new Ledger(fixture, $"{jobs} jobs, {kills} kills of {Slots} hosts", Seed.Value);
        var slots = Enumerable.Range(0, Slots).Select(i => new HostSlot(fixture, $"slot{i}", new Random(unchecked(Seed.Value + i)))).ToList();
        try
        {
            var articles = Enumerable.Range(0, jobs).Select(i => new Article($"k{i}", 1 + (i % 4))).ToList();
            var dying = Task.WhenAll(slots.Select(slot => DieAsync(slot, kills / Slots)));
            var submitted = await SubmitAllAsync(articles, slots, () => Progress(slots, kills), dying);
            await dying;
            await RestAsync();
            var (isAtRest, poisoned) = (!await fixture.HasLiveJobsAsync(), await fixture.CountPoisonedAsync());

            foreach (var (article, (attempts, id)) in articles.Zip(submitted))
            {
                await ledger.EnterAsync(new RunReport(article, $"job {id}", [id], isAtRest, poisoned, MayPayAgain: null) { Submitted = attempts });
            }
        }
        finally
        {
            slots.ForEach(slot => slot.Dispose());
        }

        ledger.Allow(slots.Sum(slot => slot.Kills), slots.Sum(slot => slot.KillsInFlight), slots.Sum(slot => slot.InFlight));
        ledger.Close(Counted.Killed.AtLeast(kills), Counted.KilledInFlight.AtLeast(Math.Max(1, kills / 6)));
    }

    static async Task DieAsync(HostSlot slot, int kills)
    {
        while (slot.Lives < kills)
        {
            await slot.LiveAndDieAsync(FaultFixture.Cancellation);
        }

        await slot.LiveOnAsync();
    }

    static double Progress(List<HostSlot> slots, int kills) => (double)slots.Sum(slot => slot.Lives) / kills;

    /// <summary>Hands the articles in as the kills go on, so that there is work all the time; each until it is answered.</summary>
    async Task<List<(int Attempts, string Id)>> SubmitAllAsync(List<Article> articles, List<HostSlot> slots, Func<double> progress, Task dying)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var answered = new List<(int, string)>();
        for (var i = 0; i < articles.Count; i++)
        {
            while (!dying.IsCompleted && (double)i / articles.Count > progress() + (JobsAhead / articles.Count))
            {
                await Task.Delay(20, FaultFixture.Cancellation);
            }

            answered.Add(await SubmitAsync(client, articles[i], fixture, slots));
        }

        return answered;
    }

    /// <summary>Hands an article in at any host that listens, again when that is not answered.</summary>
    static async Task<(int Attempts, string Id)> SubmitAsync(HttpClient client, Article article, FaultFixture fixture, List<HostSlot> slots)
    {
        var attempts = 0;
        while (true)
        {
            if (slots.Select(slot => slot.Address).Where(address => address is not null).ToList() is not { Count: > 0 } listening)
            {
                await Task.Delay(20, FaultFixture.Cancellation);
                continue;
            }

            attempts++;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(listening[attempts % listening.Count]!, "api/jobs"));
                request.Content = JsonContent.Create(article.Request(fixture.Sides));
                request.Headers.Add("Idempotency-Key", article.Label);
                using var response = await client.SendAsync(request, FaultFixture.Cancellation);
                if (response.IsSuccessStatusCode)
                {
                    var job = await response.Content.ReadFromJsonAsync<JsonElement>(FaultFixture.Cancellation);
                    return (attempts, job.GetProperty("id").GetString()!);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !FaultFixture.Cancellation.IsCancellationRequested))
            {
                // Killed before it answered: the client asks again.
            }
        }
    }

    Task RestAsync() =>
        Eventually.IsTrueAsync(async () => !await fixture.HasLiveJobsAsync(), "every job and delivery is at rest", FaultFixture.Cancellation);
}
