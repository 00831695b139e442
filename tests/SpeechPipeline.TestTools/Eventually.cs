using System.Diagnostics;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>Waits for what will happen, generously: a busy machine must not fail a test.</summary>
public static class Eventually
{
    /// <summary>The longest that is waited: 3 minutes.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Asks until the answer is what is wanted; fails the test with the last answer when it never is.</summary>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
            {
                return answer;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, $"It did not happen within {Limit.TotalMinutes} min; last seen: {answer}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a condition, which is said in words for the failure's sake.</summary>
    public static Task IsTrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, cancellationToken);

    /// <summary>Waits for a condition, which is said in words for the failure's sake.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken) =>
        IsTrueAsync(condition, what, Limit, cancellationToken);

    /// <summary>Waits for a condition that may take longer than most.</summary>
    public static Task IsTrueAsync(Func<bool> condition, string what, TimeSpan limit, CancellationToken cancellationToken) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, limit, cancellationToken);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, string, TimeSpan, CancellationToken)"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < limit, $"Within {limit.TotalMinutes} min it never came true that {what}.");
            await Task.Delay(10, cancellationToken);
        }
    }
}
