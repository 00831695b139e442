using SpeechPipeline.Audio;
namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A segment with its place in the episode.</summary>
/// <param name="Text">The spoken text.</param>
/// <param name="Chapter">Index of its chapter.</param>
/// <param name="Speaker">The speaker; null is the narrator.</param>
/// <param name="Start">Its first frame on the episode's timeline.</param>
/// <param name="End">The frame after its last; after the first.</param>
/// <param name="Silences">The silences inside it, ascending. Parts outside of it, or before the end of the previous silence, are ignored.</param>
/// <exception cref="ArgumentOutOfRangeException">It has no duration, or begins before the episode.</exception>
public sealed record SpokenSegment(string Text, int Chapter, string? Speaker, long Start, long End, IReadOnlyList<Silence> Silences)
{
    public long Start { get; } = Start >= 0
        ? Start
        : throw new ArgumentOutOfRangeException(nameof(Start), Start, "A segment must not begin before its episode.");

    public long End { get; } = End > Start
        ? End
        : throw new ArgumentOutOfRangeException(nameof(End), End, "A segment must last at least one frame.");
}
