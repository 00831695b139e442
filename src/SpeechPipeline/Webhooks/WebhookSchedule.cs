namespace SpeechPipeline.Webhooks;

/// <summary>
/// When a webhook that was not taken is tried again (Standard Webhooks 1.0, "Retries"): eight attempts over some 28 hours,
/// each delay spread by ±20 %, so that what failed together does not come back together.
/// </summary>
public static class WebhookSchedule
{
    const double Spread = 0.2;

    /// <summary>A receiver may ask, with <c>Retry-After</c>, for so many times the scheduled delay.</summary>
    const double LongestRetryAfter = 2;

    static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(10),
    ];

    /// <summary>The first attempt and one after each delay.</summary>
    public static int MaxAttempts => Delays.Length + 1;

    /// <summary>
    /// The delay after so many failed attempts (1 or more); null when no attempt is left. A <c>Retry-After</c>, already turned
    /// into a delay, is honoured between 1 and 2 times the scheduled one: it can slow the pipeline down, never hurry it or hold it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no attempt before the first.</exception>
    public static TimeSpan? NextDelay(int failedAttempts, Random random, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        if (failedAttempts > Delays.Length)
        {
            return null;
        }

        var scheduled = Delays[failedAttempts - 1] * (1 - Spread + (2 * Spread * random.NextDouble()));
        var longest = scheduled * LongestRetryAfter;
        return retryAfter is not { } asked || asked <= scheduled ? scheduled
            : asked < longest ? asked
            : longest;
    }
}
