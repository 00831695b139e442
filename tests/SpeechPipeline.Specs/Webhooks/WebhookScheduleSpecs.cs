using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Webhooks;

public sealed class WebhookScheduleSpecs
{
    [Theory]
    [InlineData(1, "00:00:05")]
    [InlineData(2, "00:05:00")]
    [InlineData(3, "00:30:00")]
    [InlineData(4, "02:00:00")]
    [InlineData(5, "05:00:00")]
    [InlineData(6, "10:00:00")]
    [InlineData(7, "10:00:00")]
    public void Each_failure_is_followed_by_its_delay_spread_by_a_fifth_either_way(int failures, string text)
    {
        var delay = TimeSpan.Parse(text);

        Assert.Equal(delay * 0.8, Next(failures, 0));
        Assert.Equal(delay, Next(failures, 0.5));
        Assert.Equal(delay * 1.2, Next(failures, 1));
    }

    [Fact]
    public void After_the_eighth_attempt_there_is_none()
    {
        Assert.Equal(8, WebhookSchedule.MaxAttempts);
        Assert.NotNull(WebhookSchedule.NextDelay(7, new Fixed(0.5)));
        Assert.Null(WebhookSchedule.NextDelay(8, new Fixed(0.5)));
        Assert.Null(WebhookSchedule.NextDelay(9, new Fixed(0.5), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void There_is_no_delay_before_the_first_attempt() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WebhookSchedule.NextDelay(0, new Fixed(0.5)));

    [Theory]
    [InlineData(-10, 300)]
    [InlineData(10, 300)]
    [InlineData(300, 300)]
    [InlineData(301, 301)]
    [InlineData(599, 599)]
    [InlineData(600, 600)]
    [InlineData(86400, 600)]
    public void Retry_after_is_honoured_between_one_and_two_times_the_scheduled_delay(int askedSeconds, int delaySeconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(delaySeconds),
            WebhookSchedule.NextDelay(2, new Fixed(0.5), TimeSpan.FromSeconds(askedSeconds)));

    [Fact]
    public void Retry_after_is_measured_against_the_delay_that_was_spread() =>
        Assert.Equal(TimeSpan.FromSeconds(480), WebhookSchedule.NextDelay(2, new Fixed(0), TimeSpan.FromHours(1)));

    static TimeSpan Next(int failures, double random) =>
        Assert.NotNull(WebhookSchedule.NextDelay(failures, new Fixed(random)));

    sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
