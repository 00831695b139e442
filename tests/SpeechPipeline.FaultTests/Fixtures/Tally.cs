using System.Collections.Concurrent;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>
/// What the gates of a test did, and what was found. It is closed with the least that they must have done: a test whose gates did
/// nothing has shown nothing, and fails.
/// </summary>
sealed class Tally(string test, int? seed = null)
{
    const int MostFindingsShown = 40;

    readonly ConcurrentDictionary<Counted, int> _counts = new();
    readonly ConcurrentQueue<string> _findings = new();

    public int this[Counted what] => _counts.GetValueOrDefault(what);

    public void Count(Counted what, int times = 1) => _counts.AddOrUpdate(what, times, (_, before) => before + times);

    public void Count(Counted what, bool happened) => Count(what, happened ? 1 : 0);

    /// <summary>Counts what stood in the way of a run. A try that no fault struck does not fail: what is shown again without one is a finding.</summary>
    public void Count(RunReport run)
    {
        Count(Counted.Struck, run.Strikes);
        Count(Counted.Killed, run.Kills);
        Count(Counted.KilledInFlight, run.KillsInFlight);
        Count(Counted.InFlight, run.MayPayAgain ?? 0);
        Count(Counted.Redelivered, run.Redelivered);
        if (run.Redelivered > run.Strikes)
        {
            Find($"{run.What}: {run.Redelivered} messages were shown again after {run.Strikes} faults");
        }

        if (run.Poisoned > 0)
        {
            Find($"{run.What}: {run.Poisoned} messages are poison");
        }
    }

    /// <summary>Notes something that must not be.</summary>
    public void Find(string finding) => _findings.Enqueue(finding);

    /// <summary>Prints the tally, and fails the test where anything was found or a gate did less than it must.</summary>
    /// <param name="account">What more there is to say.</param>
    /// <param name="leasts">At least one.</param>
    public void Close(string account, params IReadOnlyList<Least> leasts)
    {
        Assert.NotEmpty(leasts);
        foreach (var (what, number) in leasts.Where(least => this[least.What] < least.Number))
        {
            Find($"{Complaint}: {what} {this[what]}, at least {number} needed");
        }

        var text = $"{test}{(seed is null ? "" : $", seed {seed}")}: {string.Join(", ", _counts.Where(count => count.Value > 0).OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"))}; {account}";
        Console.WriteLine(text);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.True(_findings.IsEmpty, $"{text}\n{_findings.Count} findings:\n{string.Join('\n', _findings.Take(MostFindingsShown))}");
    }

    /// <summary>What a test is told whose gates did too little.</summary>
    public const string Complaint = "Too little stood in the way";
}
