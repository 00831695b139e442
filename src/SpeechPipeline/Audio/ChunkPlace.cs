namespace SpeechPipeline.Audio;

/// <summary>Where a chunk lies in its episode.</summary>
/// <param name="Start">Its first sample of the episode.</param>
/// <param name="LengthsBefore">The lengths of the chunks before it, in samples per channel.</param>
/// <param name="IsLast">Whether the episode ends with it.</param>
public sealed record ChunkPlace(long Start, IReadOnlyList<long> LengthsBefore, bool IsLast)
{
    /// <summary>The place of the only chunk of an episode.</summary>
    public static ChunkPlace Whole { get; } = new(0, [], IsLast: true);
}
