namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>How often something must have happened, so that a test has shown anything.</summary>
readonly record struct Least(Counted What, int Number);

static class LeastOf
{
    /// <exception cref="ArgumentOutOfRangeException">None at all is nothing to ask for.</exception>
    public static Least AtLeast(this Counted what, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new Least(what, number);
    }
}
