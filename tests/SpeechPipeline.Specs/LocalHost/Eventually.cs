namespace SpeechPipeline.Specs.LocalHost;

/// <summary>Waits for a condition, far longer than it should ever take.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Task IsTrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, cancellationToken);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"Within {Limit.TotalSeconds} s it never came true that {what}.");
            await Task.Delay(10, cancellationToken);
        }
    }
}
