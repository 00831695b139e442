namespace SpeechPipeline.Audio.Loudness;

/// <summary>A measure of how loud a whole episode is.</summary>
public enum LoudnessMeasure
{
    /// <summary>Integrated and gated, in LUFS (ITU-R BS.1770-4).</summary>
    Integrated,

    /// <summary>The root of the mean square of all samples, pauses included, in dB of full scale: a full square wave is 0, a full sine −3.01.</summary>
    Rms,
}
