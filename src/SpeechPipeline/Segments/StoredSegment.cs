using SpeechPipeline.Audio;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>The data of a spoken segment.</summary>
/// <param name="Frames">Its length in samples for each channel.</param>
/// <param name="SampleRateHz">Its sample rate.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Job">The job that paid for it.</param>
/// <param name="Attempts">The calls that were needed.</param>
/// <param name="Shape">Where it sounded and paused before it was trimmed; null for what an earlier version stored.</param>
/// <param name="Doubt">What seemed wrong with it, and with every other take; null: nothing.</param>
/// <param name="Take">Which take of the speech it is, from 0.</param>
/// <param name="StandIns">What the endpoint's own stood in for: it is no speech for those who named that.</param>
public sealed record StoredSegment(int Frames, int SampleRateHz, int Channels, string Job, int Attempts, SpeechShape? Shape = null, string? Doubt = null, int Take = 0, SpeechChoice StandIns = SpeechChoice.None)
{
    /// <summary>Whether both are the same speech: of the same job, after as many calls. What was measured of it does not count.</summary>
    internal bool IsSameAs(StoredSegment other) => this with { Shape = null, Doubt = null } == other with { Shape = null, Doubt = null };

    public double Seconds => (double)Frames / SampleRateHz;
}
