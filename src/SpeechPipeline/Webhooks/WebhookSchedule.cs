using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// When a webhook that was not taken is tried again (Standard Webhooks 1.0, "Retries"): eight attempts over some 28 hours,
/// each delay spread by ±20 %, so that what failed together does not come back together.
/// </summary>
public static class WebhookSchedule
{
    /// <summary>A receiver may ask, with <c>Retry-After</c>, for so many times the scheduled delay.</summary>
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

    /// <summary>The first attempt and one after each delay.</summary>
    public static int MaxAttempts => Schedule.Delays.Count + 1;

    /// <summary>
    /// The delay after so many failed attempts (1 or more); null when no attempt is left. A <c>Retry-After</c>, already turned
    /// into a delay, is honoured between 1 and 2 times the scheduled one: it can slow the pipeline down, never hurry it or hold it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no attempt before the first.</exception>
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
