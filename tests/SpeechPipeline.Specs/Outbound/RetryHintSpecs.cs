using System.Globalization;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Specs.Outbound;

public sealed class RetryHintSpecs
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after", "7", 7)]
    [InlineData("retry-after", "0", 0)]
    [InlineData("retry-after", "1.5", 1.5)]
    [InlineData("retry-after", "Sun, 01 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("retry-after-ms", "250", 0.25)]
    [InlineData("x-ratelimit-reset", "12", 12)]
    [InlineData("x-ratelimit-reset", "1772366460", 60)]
    public void A_hint_is_read_in_every_form(string header, string value, double seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), Read((header, value)));

    [Theory]
    [InlineData("retry-after", "soon")]
    [InlineData("retry-after", "-3")]
    [InlineData("retry-after", "")]
    [InlineData("retry-after", "NaN")]
    [InlineData("retry-after", "999999999")]
    [InlineData("retry-after", "Sun, 01 Mar 2020 12:00:30 GMT")]
    [InlineData("retry-after-ms", "1e400")]
    [InlineData("x-ratelimit-reset", "1572364860")]
    public void Nonsense_and_the_past_are_no_hint(string header, string value) => Assert.Null(Read((header, value)));

    [Fact]
    public void Milliseconds_go_before_seconds_and_both_before_the_reset() =>
        Assert.Equal(Now.AddSeconds(0.5), Read(("x-ratelimit-reset", "60"), ("retry-after", "9"), ("retry-after-ms", "500")));

    [Fact]
    public void No_header_is_no_hint() => Assert.Null(Read());

    static DateTimeOffset? Read(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value.ToString(CultureInfo.InvariantCulture));
        }

        return RetryHint.Read(response.Headers, Now);
    }
}
