namespace SpeechPipeline.Audio.Tags;

/// <summary>A chapter of the file.</summary>
/// <param name="Title">Its heading, if it has one.</param>
/// <param name="StartFrame">Its first sample frame; from 0.</param>
/// <param name="EndFrame">The frame after its last; not before the first.</param>
/// <exception cref="ArgumentOutOfRangeException">It ends before it begins, or begins before the file.</exception>
public sealed record TaggedChapter(string? Title, long StartFrame, long EndFrame)
{
    public long StartFrame { get; } = StartFrame >= 0
        ? StartFrame
        : throw new ArgumentOutOfRangeException(nameof(StartFrame), StartFrame, "A chapter begins in its file.");

    public long EndFrame { get; } = EndFrame >= StartFrame
        ? EndFrame
        : throw new ArgumentOutOfRangeException(nameof(EndFrame), EndFrame, "A chapter ends after its beginning.");
}
