using System.Collections.Concurrent;
using SpeechPipeline.LocalHost.Queues;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueuePoisonSpecs(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_message_that_fails_five_times_is_moved_to_the_poison_queue_for_seven_days()
    {
        await using var fixture = await new QueueFixture(azurite).CreateAsync();
        var counts = new ConcurrentQueue<long>();
        fixture.Listen((message, _) =>
        {
            counts.Enqueue(message.DequeueCount);
            throw new InvalidOperationException("It fails.");
        });
        await fixture.SendAsync("bad");

        var poisoned = await fixture.PoisonedAsync();
        await fixture.IsEmptyAsync();
        Assert.Equal([1, 2, 3, 4, 5], counts);
        Assert.Equal(QueueFixture.Base64("bad"), poisoned.MessageText);
        Assert.Equal(TimeSpan.FromDays(7), poisoned.ExpiresOn - poisoned.InsertedOn);
    }

    [Fact]
    public async Task The_last_failure_moves_a_message_at_once()
    {
        await using var fixture = await new QueueFixture(azurite)
        {
            Rules = new(4, 2, MaxDequeueCount: 1, TimeSpan.FromMilliseconds(100), VisibilityTimeout: TimeSpan.FromDays(1), true),
        }.CreateAsync();
        fixture.Listen((_, _) => throw new InvalidOperationException("It fails."));
        await fixture.SendAsync("bad");
        Assert.Equal(QueueFixture.Base64("bad"), (await fixture.PoisonedAsync()).MessageText);
        await fixture.IsEmptyAsync();
    }

    [Fact]
    public async Task A_message_received_too_often_is_poison_without_being_run()
    {
        await using var fixture = await new QueueFixture(azurite).CreateAsync();
        await fixture.SendAsync("crash loop");
        for (var i = 0; i < 5; i++)
        {
            var message = (await fixture.Queue.ReceiveMessageAsync(cancellationToken: QueueFixture.Cancellation)).Value;
            await fixture.Queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: QueueFixture.Cancellation);
        }

        var runs = 0;
        fixture.Listen((_, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.CompletedTask;
        });
        Assert.Equal(QueueFixture.Base64("crash loop"), (await fixture.PoisonedAsync()).MessageText);
        await fixture.IsEmptyAsync();
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_message_that_is_not_base64_is_poison_as_it_is_without_being_run()
    {
        await using var fixture = await new QueueFixture(azurite).CreateAsync();
        var runs = 0;
        fixture.Listen((_, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.CompletedTask;
        });
        await fixture.Queue.SendMessageAsync("{ \"not\": \"base64\" }", QueueFixture.Cancellation);
        Assert.Equal("{ \"not\": \"base64\" }", (await fixture.PoisonedAsync()).MessageText);
        await fixture.IsEmptyAsync();
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Without_encoding_a_message_is_taken_as_it_is()
    {
        await using var fixture = await new QueueFixture(azurite)
        {
            Rules = new(4, 2, 5, TimeSpan.FromMilliseconds(100), TimeSpan.Zero, Base64: false),
        }.CreateAsync();
        var seen = new TaskCompletionSource<string>();
        fixture.Listen((message, _) =>
        {
            seen.SetResult(message.Body.ToString());
            return Task.CompletedTask;
        });
        await fixture.Queue.SendMessageAsync("plain <text>", QueueFixture.Cancellation);
        Assert.Equal("plain <text>", await seen.Task.WaitAsync(Eventually.Limit, QueueFixture.Cancellation));
    }

    [Fact]
    public async Task A_poison_queue_has_no_poison_queue_and_tries_again_when_the_invisibility_ends()
    {
        await using var fixture = await new QueueFixture(azurite, "-poison")
        {
            Rules = new(4, 2, MaxDequeueCount: 2, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), true),
            Settings = new() { QueueInvisibility = TimeSpan.FromSeconds(1), MinPollingInterval = TimeSpan.FromMilliseconds(20) },
        }.CreateAsync();
        var seen = new TaskCompletionSource();
        fixture.Listen((message, _) =>
        {
            if (message.DequeueCount == 4) // Twice more than any other queue would try it.
            {
                seen.TrySetResult();
                return Task.CompletedTask;
            }

            throw new InvalidOperationException("It fails.");
        });
        await fixture.SendAsync("waits here");
        await seen.Task.WaitAsync(Eventually.Limit, QueueFixture.Cancellation);
        await fixture.IsEmptyAsync();
        Assert.False(await fixture.Poison.ExistsAsync(QueueFixture.Cancellation));
    }

    [Theory]
    [InlineData("jobs", "jobs-poison")]
    [InlineData("jobs-poison", null)]
    [InlineData("a2345678901234567890123456789012345678901234567890123456", "a2345678901234567890123456789012345678901234567890123456-poison")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567", null)]
    public void A_poison_queue_is_named_for_its_queue_where_that_is_a_valid_name(string queue, string? poison) =>
        Assert.Equal(poison, QueueTrigger.PoisonQueueOf(queue));
}
