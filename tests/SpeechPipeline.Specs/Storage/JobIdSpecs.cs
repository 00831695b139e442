using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Storage;

public sealed class JobIdSpecs
{
    [Fact]
    public void Later_ids_sort_first()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var ids = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            ids.Add(JobId.New(clock).ToString());
            clock.Advance(TimeSpan.FromMilliseconds(1 << (i % 30)));
        }

        Assert.Equal(Enumerable.Reverse(ids), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_id_from_the_same_thing_is_the_same()
    {
        var time = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
        var tail = Enumerable.Range(1, 10).Select(i => (byte)i).ToArray();
        Assert.Equal(JobId.From(time, tail), JobId.From(time, tail));
        Assert.NotEqual(JobId.From(time, tail), JobId.From(time.AddMilliseconds(1), tail));
        Assert.NotEqual(JobId.From(time, tail), JobId.From(time, [.. tail[..9], 0]));
    }

    [Fact]
    public void An_id_is_read_back_and_nothing_else_is_an_id()
    {
        var id = JobId.New(TimeProvider.System);
        Assert.True(JobId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        Assert.False(JobId.TryParse(id.ToString().ToUpperInvariant(), out _));
        Assert.False(JobId.TryParse(id.ToString()[1..], out _));
        Assert.False(JobId.TryParse("../" + id.ToString()[3..], out _));
        Assert.False(JobId.TryParse(null, out _));
    }
}
