namespace SpeechPipeline.Segments;

/// <summary>What is known of a spoken segment.</summary>
/// <param name="Frames">Its length in samples for each channel.</param>
/// <param name="SampleRateHz">Of its samples.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Job">The job that paid for it.</param>
/// <param name="Attempts">How many calls that took.</param>
public sealed record StoredSegment(int Frames, int SampleRateHz, int Channels, string Job, int Attempts)
{
    public double Seconds => (double)Frames / SampleRateHz;
}
