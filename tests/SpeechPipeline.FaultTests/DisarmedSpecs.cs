using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>The tests of these tests: what shows nothing fails, and what cannot end is ended.</summary>
public sealed class DisarmedSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    /// <summary>Specs in their shortest form, the gate that they rest on, and what is then missed.</summary>
    static readonly Dictionary<string, (Gate Gate, Counted Missed, Func<FaultFixture, Task> Run)> Specs = new()
    {
        ["crashes"] = (Gate.Faults, Counted.Struck, fixture => new CrashSpecs(fixture).A_short_job_survives_a_crash_at_every_call(1)),
        ["storage faults"] = (Gate.Faults, Counted.Struck, fixture => new StorageFaultSpecs(fixture).A_job_of_one_segment_survives_each_fault_of_storage_at_every_call()),
        ["messages that cannot be sent"] = (Gate.Faults, Counted.Struck, fixture => new IdempotencySpecs(fixture).A_submission_whose_message_cannot_be_sent_is_accepted_all_the_same()),
        ["submissions"] = (Gate.Faults, Counted.Struck, fixture => new IdempotencySpecs(fixture).A_submission_that_is_struck_at_any_call_and_repeated_makes_one_job()),
        ["batches"] = (Gate.Faults, Counted.Struck, fixture => new BatchSpecs(fixture).A_batch_that_exists_is_looked_after_whatever_call_of_its_submission_was_the_last()),
        ["intakes"] = (Gate.Faults, Counted.Struck, fixture => new DropSpecs(fixture).A_file_survives_a_crash_at_every_call_of_its_intake()),
        ["ends"] = (Gate.Faults, Counted.Struck, fixture => new DropSpecs(fixture).An_end_survives_a_crash_at_every_call_until_it_is_in_the_folder()),
        ["renewals"] = (Gate.Faults, Counted.Killed, fixture => new ShowTokenSpecs(fixture).A_renewal_whose_maker_dies_at_any_call_is_gone_on_with()),
        ["hosts"] = (Gate.Kills, Counted.Killed, fixture => new ProcessKillSpecs(fixture).KillAsync(jobs: 2, kills: 3)),
        ["messages"] = (Gate.Repeats, Counted.Repeated, fixture => new DeliverySpecs(fixture).DeliverAsync(rounds: 1, jobs: 2)),
        ["two messages"] = (Gate.Repeats, Counted.Repeated, fixture => new InterleavingSpecs(fixture).InterleaveAsync(orders: 1, claimRunsOut: false)),
        ["messages of feeds"] = (Gate.Repeats, Counted.Repeated, fixture => new ShowFeedSpecs(fixture).InterleaveAsync(orders: 1)),
        ["repeats at once"] = (Gate.Repeats, Counted.Repeated, fixture => new IdempotencySpecs(fixture).Repeats_that_come_at_once_on_several_processes_make_one_job()),
        ["messages in order"] = (Gate.Turns, Counted.Overtaking, fixture => new DeliverySpecs(fixture).DeliverAsync(rounds: 1, jobs: 2)),
        ["runs in turn"] = (Gate.Turns, Counted.Turned, fixture => new InterleavingSpecs(fixture).InterleaveAsync(orders: 1, claimRunsOut: false)),
        ["feeds in turn"] = (Gate.Turns, Counted.Turned, fixture => new ShowFeedSpecs(fixture).InterleaveAsync(orders: 1)),
        ["tokens in turn"] = (Gate.Turns, Counted.Turned, fixture => new ShowTokenSpecs(fixture).InterleaveAsync(orders: 1)),
        ["budgets"] = (Gate.Time, Counted.HandedOn, fixture => new InterleavingSpecs(fixture).InterleaveAsync(orders: 1, claimRunsOut: false)),
        ["claims"] = (Gate.Time, Counted.HandedOn, fixture => new InterleavingSpecs(fixture).InterleaveAsync(orders: 1, claimRunsOut: true)),
        ["older rows"] = (Gate.Holds, Counted.Held, fixture => new ShowFeedSpecs(fixture).A_feed_of_older_rows_does_not_replace_a_newer_one()),
        ["misbehaviour, twice"] = (Gate.Misbehaviour, Counted.Misbehaved, fixture => new FarSideSpecs(fixture).An_endpoint_that_misbehaves_twice_for_each_segment_is_asked_again_and_only_speech_is_stored("html")),
        ["misbehaviour, always"] = (Gate.Misbehaviour, Counted.Misbehaved, fixture => new FarSideSpecs(fixture).An_endpoint_that_only_misbehaves_gets_nothing_stored("html")),
        ["refusals"] = (Gate.Refusals, Counted.Refused, fixture => new ThrottlingSpecs(fixture).Refused_calls_fail_no_job_and_none_comes_before_its_time(50, HintForm.Seconds)),
        ["strange messages"] = (Gate.Strangers, Counted.Strange, fixture => new PoisonSpecs(fixture).A_message_that_no_one_can_read_is_kept_for_a_person_and_its_neighbours_are_served(QueueNames.SpeechJobs)),
        ["newer messages"] = (Gate.Strangers, Counted.Strange, fixture => new PoisonSpecs(fixture).A_message_of_a_newer_version_waits_and_its_neighbours_are_served()),
        ["newer versions"] = (Gate.Overwrites, Counted.Overwritten, fixture => new DropSpecs(fixture).A_newer_version_that_comes_while_the_older_is_taken_is_never_touched()),
        ["events"] = (Gate.Events, Counted.EventsLost, fixture => new DropSpecs(fixture).RunAsync(20)),
        ["finished jobs"] = (Gate.History, Counted.Finished, fixture => new SweepSpecs(fixture).Jobs_that_are_finished_cost_a_sweep_nothing()),
    };

    public static TheoryData<Gate, string> Names => new(Specs.Select(spec => (spec.Value.Gate, spec.Key)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_spec_whose_gate_is_disarmed_fails(Gate gate, string name)
    {
        var (disarmed, spec) = (fixture.Disarmed, Specs[name]);
        fixture.Disarmed = gate;
        try
        {
            var complaint = await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => spec.Run(fixture));
            Assert.Contains($"{Tally.Complaint}: {spec.Missed} ", complaint.Message, StringComparison.Ordinal);
        }
        finally
        {
            fixture.Disarmed = disarmed;
            fixture.Sides.Behave();
            await fixture.ForgetAsync();
        }
    }

    [Fact]
    public void Every_gate_is_one_that_specs_rest_on() =>
        Assert.Equal(Enum.GetValues<Gate>(), Specs.Values.Select(spec => spec.Gate).Distinct().Order());

    [Fact]
    public async Task A_message_that_storage_fails_for_ever_is_given_up_and_the_ledger_says_so()
    {
        var (ledger, article) = (new Ledger(fixture, "storage fails for ever"), new Article("for-ever", 1));
        await using var run = new ServedRun(fixture, article, new FaultPoint(1, Fault.Fail, call => call.IsStorage, ForEver: true));
        await fixture.Storage.SpeechJobs.SendMessageAsync("""{"v":1,"job":"7zzzzzzzzzzzzzzzzzzzzzzzzz","run":1}""", FaultFixture.Cancellation);
        await run.PumpAsync();
        await ledger.EnterAsync(run.Report("for ever"), run.Witness);

        // Five tries by its own function, five by that of the poison queue.
        Assert.Equal((8, 2), (run.Redelivered, run.Poisoned));
        var findings = Assert.Throws<Xunit.Sdk.TrueException>(() => ledger.Close(Counted.Struck.AtLeast(1))).Message;
        Assert.Contains("2 messages are poison", findings, StringComparison.Ordinal);
        Assert.Contains("8 messages were shown again after 1 faults", findings, StringComparison.Ordinal);
        Assert.DoesNotContain(Tally.Complaint, findings, StringComparison.Ordinal);
    }
}
