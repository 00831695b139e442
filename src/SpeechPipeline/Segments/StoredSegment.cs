namespace SpeechPipeline.Segments;

/// <summary>The data of a spoken segment.</summary>
/// <param name="Frames">Its length in samples for each channel.</param>
/// <param name="SampleRateHz">Its sample rate.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Job">The job that paid for it.</param>
/// <param name="Attempts">The calls that were needed.</param>
public sealed record StoredSegment(int Frames, int SampleRateHz, int Channels, string Job, int Attempts)
{
    public double Seconds => (double)Frames / SampleRateHz;
}
