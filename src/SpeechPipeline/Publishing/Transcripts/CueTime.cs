namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>Times as captions write them: always with hours, which WebVTT allows and SubRip demands.</summary>
static class CueTime
{
    public static string Of(long milliseconds, char point) => FormattableString.Invariant(
        $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}{point}{milliseconds % 1000:000}");
}
