using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Synchronous;

namespace SpeechPipeline.Specs.Synchronous;

public sealed class SynchronousSpeechSpecs
{
    [Fact]
    public async Task The_same_request_of_the_same_caller_has_one_job_and_of_another_caller_another()
    {
        await using var fixture = await JobFixture.StartAsync(settings: ("SpeechApi:Wait", "00:00:01"));
        var first = Assert.IsType<SpeechOutcome.NotYet>(await SpeakAsync(fixture, "one"));
        Assert.Equal(first.Job.PartitionKey, (await SpeakAsync(fixture, "one")).Job.PartitionKey);
        Assert.NotEqual(first.Job.PartitionKey, (await SpeakAsync(fixture, "another")).Job.PartitionKey);

        await fixture.RunAsync(first.Job);
        var ready = Assert.IsType<SpeechOutcome.Ready>(await SpeakAsync(fixture, "one"));
        await using var audio = ready.Audio.Content;
        Assert.Equal("audio/wav", ready.Audio.MediaType);
        Assert.Equal(1, fixture.Endpoint.Ledger.Count);
    }

    [Fact]
    public async Task A_request_that_failed_is_begun_again_and_one_that_cannot_succeed_is_not()
    {
        await using var fixture = await JobFixture.StartAsync(settings: [("SpeechApi:Wait", "00:00:01"), ("Speech:Attempts", "1")]);
        fixture.Endpoint.Faults.When(_ => true, Fault.Silence());
        var begun = await SpeakAsync(fixture, "one");
        await fixture.RunAsync(begun.Job);
        Assert.Equal(JobStatus.Failed, (await fixture.FindAsync(begun.Job)).State);

        fixture.Endpoint.Faults.Clear();
        var again = Assert.IsType<SpeechOutcome.NotYet>(await SpeakAsync(fixture, "one"));
        Assert.Equal((begun.Job.PartitionKey, 2), (again.Job.PartitionKey, again.Job.Generation));
        await fixture.RunAsync(again.Job);
        await using var audio = Assert.IsType<SpeechOutcome.Ready>(await SpeakAsync(fixture, "one")).Audio.Content;

        fixture.Endpoint.Faults.When(_ => true, Fault.Status(400, "Such words are not spoken."));
        var refused = await SpeakAsync(fixture, "one", "Something else.");
        await fixture.RunAsync(refused.Job);
        var failed = Assert.IsType<SpeechOutcome.Failed>(await SpeakAsync(fixture, "one", "Something else."));
        Assert.Equal((true, "segment_rejected", 1), (failed.IsCallers, failed.Code, failed.Job.Generation));
    }

    [Fact]
    public async Task A_request_whose_job_was_deleted_gets_a_new_one()
    {
        await using var fixture = await JobFixture.StartAsync(settings: ("SpeechApi:Wait", "00:00:01"));
        var first = await SpeakAsync(fixture, "one");
        await fixture.RunAsync(first.Job);
        Assert.Equal(DeletionAnswer.Accepted, await fixture.Get<JobDeletion>().DeleteAsync(first.Job.Id, withSegments: false, JobFixture.Cancellation));

        var second = await SpeakAsync(fixture, "one");
        Assert.NotEqual(first.Job.PartitionKey, second.Job.PartitionKey);
        // And joins it.
        Assert.Equal(second.Job.PartitionKey, (await SpeakAsync(fixture, "one")).Job.PartitionKey);
        await fixture.RunAsync(second.Job);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(second.Job)).State);
        // What was spoken is not paid for again.
        Assert.Equal(1, fixture.Endpoint.Ledger.Count);
    }

    [Theory]
    [InlineData("one;two", "Bearer two", true)]
    [InlineData("one;two", "bearer  two ", true)]
    [InlineData("one;two", "Bearer three", false)]
    [InlineData("one;two", "Bearer ", false)]
    [InlineData("one;two", "two", false)]
    [InlineData("one;two", null, false)]
    [InlineData(null, "Bearer one", false)]
    [InlineData(";", "Bearer ", false)]
    // What App Service leaves where it cannot read the secret is known to anyone.
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/keys/)", "Bearer @Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/keys/)", false)]
    public void A_client_is_admitted_by_one_of_the_keys_alone(string? keys, string? authorization, bool isAdmitted) =>
        Assert.Equal(isAdmitted, new SynchronousKeys(Options.Create(new SynchronousOptions { Keys = keys })).CallerOf(authorization) is not null);

    static Task<SpeechOutcome> SpeakAsync(JobFixture fixture, string caller, string input = "The words of one request.")
    {
        var read = fixture.Get<RequestReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new { input, voice = "am_adam", response_format = "wav" }));
        return fixture.Get<SynchronousSpeech>().SpeakAsync(read.Submission!, caller, $"{input.Length:x64}", "http://localhost/api", JobFixture.Cancellation);
    }
}
