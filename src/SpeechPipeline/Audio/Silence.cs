namespace SpeechPipeline.Audio;

/// <summary>A silence, in sample frames of the episode's timeline.</summary>
/// <param name="Start">Its first frame.</param>
/// <param name="End">The frame after its last.</param>
public readonly record struct Silence(long Start, long End)
{
    public long Length => End - Start;
}
