namespace SpeechPipeline.Specs.Speech;

/// <summary>How much of an endpoint's quota is used, simulated.</summary>
public sealed class SpeechGoodputSpecs(ITestOutputHelper output)
{
    [Theory]
    [InlineData(3, null, 2.0, 0.0)]
    [InlineData(12, null, 2.0, 0.0)]
    [InlineData(12, null, 2.0, 0.25)]
    [InlineData(12, null, 2.0, 1.0)]
    [InlineData(40, null, 4.0, 1.0)]
    [InlineData(null, 5.0, 2.0, 0.0)]
    [InlineData(null, 5.0, 2.0, 0.25)]
    [InlineData(null, 5.0, 2.0, 1.0)]
    public async Task Nine_tenths_of_a_steady_quota_are_used(int? underWay, double? perSecond, double callSeconds, double hintSeconds)
    {
        using var fixture = new LimiterFixture(concurrency: 64);
        using var simulation = new QuotaSimulation(fixture, seed: 7, hintSeconds);
        var start = await simulation.RunAsync(30, underWay, perSecond, callSeconds);
        var refusedAtStart = simulation.Refused;
        var steady = await simulation.RunAsync(300, underWay, perSecond, callSeconds);
        output.WriteLine(
            $"first 30 s {start:P1} ({refusedAtStart} refused), then {steady:P1} ({simulation.Refused - refusedAtStart} refused in 300 s), level {fixture.State.Level:F2}");
        Assert.Equal(0, simulation.EarlyCalls);
        Assert.True(steady >= Expected, $"{steady:P1} of the quota were used.");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public async Task A_quota_that_moves_is_followed(double hintSeconds)
    {
        using var fixture = new LimiterFixture(concurrency: 64);
        using var simulation = new QuotaSimulation(fixture, seed: 11, hintSeconds);
        foreach (var quota in new[] { 12, 4, 20, 8, 2, 16 })
        {
            var before = simulation.Refused;
            var settling = await simulation.RunAsync(60, quota, perSecond: null, callSeconds: 2);
            var steady = await simulation.RunAsync(120, quota, perSecond: null, callSeconds: 2);
            output.WriteLine(
                $"quota {quota}: settling {settling:P1}, then {steady:P1}, {simulation.Refused - before} refused in 180 s, level {fixture.State.Level:F2}");
            Assert.True(steady >= Expected, $"{steady:P1} of a quota of {quota} were used.");
        }

        Assert.Equal(0, simulation.EarlyCalls);
    }

    const double Expected = 0.9;
}
