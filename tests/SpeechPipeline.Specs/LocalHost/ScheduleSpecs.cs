using System.Globalization;
using SpeechPipeline.LocalHost.Timers;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class ScheduleSpecs
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:00:00Z", "2026-03-01T12:05:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-01T12:00:14.9Z", "2026-03-01T12:00:15Z")]
    [InlineData("0 30 9 * * Mon-Fri", "2026-02-27T09:30:00Z", "2026-03-02T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("30 2 * * *", "2026-03-29T01:00:00+02:00", "2026-03-29T02:30:00Z")] // UTC: no hour is missing in March.
    [InlineData("00:00:45", "2026-03-01T12:00:00Z", "2026-03-01T12:00:45Z")]
    public void The_next_time_is_the_first_after_the_moment(string schedule, string moment, string next) =>
        Assert.Equal(Time(next), Schedule.Parse(schedule)!.After(Time(moment)));

    [Fact]
    public void A_schedule_that_never_matches_has_no_next_time() => Assert.Null(Schedule.Parse("0 0 0 30 2 *")!.After(Time("2026-03-01T00:00:00Z")));

    [Theory]
    [InlineData("")]
    [InlineData("every minute")]
    [InlineData("61 * * * * *")]
    [InlineData("* * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void What_is_neither_cron_nor_time_span_is_refused(string schedule) => Assert.Null(Schedule.Parse(schedule));

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
