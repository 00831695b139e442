using System.Collections.Concurrent;
using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests;

/// <summary>Whatever the endpoint does, what is stored is the speech or nothing.</summary>
public sealed class FarSideSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly (string, string)[] Settings = [("Speech:CallTimeout", "00:00:05")];

    public static TheoryData<string> Names => [.. Misbehaviour.Unreachable.Keys, .. Misbehaviour.Unusable.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_endpoint_that_misbehaves_twice_for_each_segment_is_asked_again_and_only_speech_is_stored(string name)
    {
        var (ledger, article) = (new Ledger(fixture, $"far side, twice: {name}"), Article(name, 3));
        var (calls, misbehaved) = (new ConcurrentDictionary<string, int>(), fixture.Sides.Misbehaved);
        Misbehave(name, text => calls.AddOrUpdate(text, 1, (_, count) => count + 1) <= 2);
        await using var run = new ServedRun(fixture, article, null, Settings);
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report(name) with { MayPayAgain = 2 * article.Segments }, run.Witness);
        ledger.Tally.Count(Counted.Misbehaved, fixture.Sides.Misbehaved - misbehaved);
        ledger.Close(Counted.Misbehaved.AtLeast(2 * article.Segments), Counted.PaidAgain.AtLeast(2 * article.Segments));
        Assert.All(article.Texts, text => Assert.Equal(3, calls[text]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_endpoint_that_only_misbehaves_gets_nothing_stored(string name)
    {
        var (tally, article) = (new Tally($"far side, only: {name}"), Article($"only-{name}", 1));
        Misbehave(name, _ => true);
        var (before, misbehaved) = (await CountSegmentsAsync(), fixture.Sides.Misbehaved);
        await using var run = new ServedRun(fixture, article, null, Settings);
        await run.SubmitAsync();
        await run.PumpAsync(idleRounds: 2);

        tally.Count(Counted.Misbehaved, fixture.Sides.Misbehaved - misbehaved);
        var calls = fixture.Sides.Spoken.Count(article.Texts.Contains);
        var ends = fixture.Sides.Webhooks.Where(webhook => webhook.Label == article.Label).Select(webhook => webhook.Type).ToList();
        tally.Close($"{calls} calls for 1 segment, {(ends.Count == 0 ? "the job waits" : string.Join(' ', ends))}", Counted.Misbehaved.AtLeast(1));
        Assert.Equal(before, await CountSegmentsAsync());
        Assert.Equal(0, run.Witness.Completions);
        if (Misbehaviour.Unusable.ContainsKey(name))
        {
            Assert.Equal(["job.failed"], ends);
        }
        else
        {
            Assert.Empty(ends);
        }

        await fixture.ForgetAsync();
    }

    static Article Article(string name, int segments) => new($"f-{name.Replace(' ', '-')}", segments);

    void Misbehave(string name, Func<string, bool> when)
    {
        var misbehave = Misbehaviour.Unreachable.GetValueOrDefault(name) ?? Misbehaviour.Unusable[name];
        fixture.Sides.Misbehave = text => when(text) ? context => misbehave(context, text) : null;
    }

    async Task<int> CountSegmentsAsync()
    {
        var count = 0;
        await foreach (var _ in fixture.Storage.Segments.GetBlobsAsync(cancellationToken: FaultFixture.Cancellation))
        {
            count++;
        }

        return count;
    }
}
