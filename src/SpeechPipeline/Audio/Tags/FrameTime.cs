namespace SpeechPipeline.Audio.Tags;

/// <summary>
/// The time of a sample frame, always rounded down: adjacent parts stay adjacent in milliseconds, and a jump
/// to a chapter never misses its start.
/// </summary>
static class FrameTime
{
    public static long Milliseconds(long frame, int sampleRateHz) => checked(frame * 1000) / sampleRateHz;

    /// <summary>Seconds with three decimals, as the documents of an episode write them.</summary>
    public static decimal Seconds(long milliseconds) =>
        new((int)milliseconds, (int)(milliseconds >> 32), 0, isNegative: false, scale: 3);
}
