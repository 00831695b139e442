namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// The grid of 100 ms for an episode's energy, from its first frame on. Four of them are a gating block of BS.1770-4 (400 ms),
/// and neighbouring blocks share three (overlap of 75 %).
/// </summary>
static class SubBlocks
{
    public const int InGatingBlock = 4;
    const int PerSecond = 10;

    /// <summary>The first frame of a sub-block: index × rate / 10, rounded half up.</summary>
    public static long Start(long index, int rateHz) => ((index * rateHz) + (PerSecond / 2)) / PerSecond;

    /// <summary>The sub-block that contains a frame.</summary>
    public static long Holding(long frame, int rateHz)
    {
        var index = frame * PerSecond / rateHz;
        return Start(index + 1, rateHz) <= frame ? index + 1 : Start(index, rateHz) > frame ? index - 1 : index;
    }
}
