using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// When a failed webhook is retried (Standard Webhooks 1.0, "Retries"): eight attempts over some 28 hours,
/// each delay varied by ±20 %, so that retries do not come all at once.
/// </summary>
public static class WebhookSchedule
{
    /// <summary>The factor by which a receiver's <c>Retry-After</c> may extend the scheduled delay.</summary>
    const double LongestRetryAfter = 2;

    static readonly RetrySchedule Schedule = new(
        [
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(2),
            TimeSpan.FromHours(5),
            TimeSpan.FromHours(10),
            TimeSpan.FromHours(10),
        ],
        Spread: 0.2);

    /// <summary>All attempts: the first and one after each delay.</summary>
    public static int MaxAttempts => Schedule.Delays.Count + 1;

    /// <summary>
    /// The delay after this number of failed attempts (1 or more); null if no attempt is left. A <c>Retry-After</c>, converted
    /// to a delay, counts between 1 and 2 times the scheduled one: it can delay the retry, but neither hasten nor block it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static TimeSpan? NextDelay(int failedAttempts, Random random, TimeSpan? retryAfter = null)
    {
        if (Schedule.DelayAfter(failedAttempts, random) is not { } scheduled)
        {
            return null;
        }

        var longest = scheduled * LongestRetryAfter;
        return retryAfter is not { } asked || asked <= scheduled ? scheduled
            : asked < longest ? asked
            : longest;
    }
}
