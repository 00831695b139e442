using SpeechPipeline.Durability;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Durability;

/// <summary>Messages that wait for a person have names that lead nowhere else.</summary>
public sealed class ParkingSpecs
{
    static CancellationToken Cancellation => JobFixture.Cancellation;

    [Theory]
    [InlineData("speech-jobs", "4f6c0d1e-7a53-4c42-9d70-6d0f7e4f4a11", true)]
    [InlineData("dropped-files", "A_b-9", true)]
    [InlineData("speech-jobs-poison", "4f6c0d1e", false)]
    [InlineData("Speech-Jobs", "4f6c0d1e", false)]
    [InlineData("jobs", "4f6c0d1e", false)]
    [InlineData("", "4f6c0d1e", false)]
    [InlineData("speech-jobs", "", false)]
    [InlineData("speech-jobs", "..", false)]
    [InlineData("speech-jobs", "a/b", false)]
    [InlineData("speech-jobs", "a%2Fb", false)]
    [InlineData("speech-jobs", "a\\b", false)]
    [InlineData("speech-jobs", "a\n", false)]
    [InlineData("speech-jobs", "ä", false)]
    public void A_name_is_a_known_queue_and_a_plain_id(string queue, string id, bool isOne)
    {
        Assert.Equal(isOne, ParkedName.TryParse(queue, id, out var name));
        Assert.Equal(isOne && ParkedName.TryParse($"{queue}/{id}", out var again) && again == name, isOne);
        Assert.False(ParkedName.TryParse(queue + "/" + id + "/" + id, out _));
    }

    [Fact]
    public void An_id_is_at_most_a_hundred_characters() =>
        Assert.Equal((true, false), (ParkedName.TryParse("speech-jobs", new string('a', 100), out _), ParkedName.TryParse("speech-jobs", new string('a', 101), out _)));

    [Fact]
    public async Task What_is_parked_is_listed_in_order_shown_as_it_was_and_deleted_once()
    {
        await using var fixture = await JobFixture.StartAsync();
        var parking = fixture.Get<Parking>();
        byte[] body = [0, 1, 0xFF, (byte)'<', 10];
        await parking.ParkAsync(QueueNames.WebhookDeliveries, "b", BinaryData.FromBytes(body), Cancellation);
        await parking.ParkAsync(QueueNames.SpeechJobs, "z", BinaryData.FromString("{}"), Cancellation);
        await parking.ParkAsync(QueueNames.SpeechJobs, "a", BinaryData.FromString(""), Cancellation);
        // A blob of somebody else's must not keep health down without a name to clear it by.
        await fixture.Storage.Parked.GetBlobClient("notes.txt").UploadAsync(BinaryData.FromString("mine"), Cancellation);
        await fixture.Storage.Parked.GetBlobClient("speech-jobs/deep/er").UploadAsync(BinaryData.FromString("mine"), Cancellation);

        var all = await parking.ListAsync(after: null, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([("speech-jobs", "a", 0L), ("speech-jobs", "z", 2L), ("webhook-deliveries", "b", 5L)], all.Select(message => (message.Queue, message.Id, message.Bytes)));
        Assert.All(all, message => Assert.InRange(message.ParkedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Equal(3, await parking.CountAsync(Cancellation));
        Assert.True(ParkedName.TryParse("speech-jobs/z", out var z));
        Assert.Equal(["b"], await parking.ListAsync(z, Cancellation).Select(message => message.Id).ToListAsync(Cancellation));

        Assert.True(ParkedName.TryParse("webhook-deliveries/b", out var b));
        Assert.Equal(body, (await parking.FindAsync(b, Cancellation))!.ToArray());
        Assert.Equal((true, false), (await parking.DeleteAsync(b, Cancellation), await parking.DeleteAsync(b, Cancellation)));
        Assert.Null(await parking.FindAsync(b, Cancellation));
        Assert.Equal(2, await parking.CountAsync(Cancellation));
    }

    [Fact]
    public void An_id_that_is_no_name_for_a_file_gives_way_to_its_hash() =>
        Assert.Matches("^speech-jobs/[0-9a-f]{64}$", ParkedName.Of(QueueNames.SpeechJobs, "../../etc").ToString());
}
