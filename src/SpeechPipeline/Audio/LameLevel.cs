namespace SpeechPipeline.Audio;

/// <summary>
/// LAME's presets turn the input down, by bit rate, to keep loud music from clipping in 16-bit players. Episodes are mastered to a
/// true peak of −1 dB already and must have the loudness that their manifest states, so the loss is always compensated exactly;
/// then 1 stays 1 inside LAME, which computes in floating point and does not clip. Full-scale input that was not mastered loses
/// nothing: a 16-bit player clips only the overshoot of the coding, which brings it nearer to the input, which never
/// exceeds 1. Full-scale speech has the same signal-to-noise ratio either way (within 0.5 dB, in both directions).
/// </summary>
static class LameLevel
{
    /// <summary>The factor to encode with; measured with ffmpeg's decoder at every sample rate (0.9500, 0.9700, 0.9800, 1.0000, ±0.0001).</summary>
    /// <param name="bitRate">Bits per second.</param>
    public static float Compensation(int bitRate) => 1 / bitRate switch
    {
        < 192_000 => 0.95f,
        < 224_000 => 0.97f,
        < 256_000 => 0.98f,
        _ => 1f,
    };
}
