namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>Formats times for captions: always with hours, which WebVTT allows and SubRip requires.</summary>
static class CueTime
{
    public static string Of(long milliseconds, char point) => FormattableString.Invariant(
        $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}{point}{milliseconds % 1000:000}");
}
