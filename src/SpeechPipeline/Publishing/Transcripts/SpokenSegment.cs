using SpeechPipeline.Audio;
namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A segment of the episode as it is heard.</summary>
/// <param name="Text">What was spoken.</param>
/// <param name="Chapter">Index of its chapter.</param>
/// <param name="Speaker">Who says it; null is the narrator.</param>
/// <param name="Start">Its first frame on the episode's timeline.</param>
/// <param name="End">The frame after its last; after the first.</param>
/// <param name="Silences">Inside it, ascending. What of them lies outside, or before the end of the one before, is not considered.</param>
/// <exception cref="ArgumentOutOfRangeException">It lasts no time, or begins before the episode.</exception>
public sealed record SpokenSegment(string Text, int Chapter, string? Speaker, long Start, long End, IReadOnlyList<Silence> Silences)
{
    public long Start { get; } = Start >= 0
        ? Start
        : throw new ArgumentOutOfRangeException(nameof(Start), Start, "A segment begins in its episode.");

    public long End { get; } = End > Start
        ? End
        : throw new ArgumentOutOfRangeException(nameof(End), End, "A segment lasts a frame or more.");
}
