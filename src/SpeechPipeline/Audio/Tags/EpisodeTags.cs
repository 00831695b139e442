namespace SpeechPipeline.Audio.Tags;

/// <summary>The tags of an episode's file. A tag that is absent or blank is not written.</summary>
/// <param name="SampleRateHz">Frames per second of <paramref name="Chapters"/>; 4,000 to 192,000.</param>
/// <param name="Album">The show.</param>
/// <param name="Track">The episode's number in its show; from 1.</param>
/// <param name="Language">The spoken language, as a BCP 47 tag.</param>
/// <param name="Chapters">In order of time.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
public sealed record EpisodeTags(
    int SampleRateHz,
    string? Title = null,
    string? Artist = null,
    string? Album = null,
    int? Track = null,
    DateOnly? Date = null,
    string? Language = null,
    string? Comment = null,
    CoverImage? Cover = null,
    IReadOnlyList<TaggedChapter>? Chapters = null)
{
    public int SampleRateHz { get; } = new PcmFormat(SampleRateHz, 1).SampleRateHz;

    public IReadOnlyList<TaggedChapter> Chapters { get; } = Chapters ?? [];

    /// <summary>The name of a chapter. Players drop chapters without a name, so an unnamed first chapter gets the episode's title, any other its number.</summary>
    internal string ChapterTitle(int index) =>
        CleanText.Line(Chapters[index].Title) ?? (index == 0 ? CleanText.Line(Title) : null) ?? FormattableString.Invariant($"{index + 1}");
}
