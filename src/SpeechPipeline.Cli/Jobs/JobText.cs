using System.Globalization;
using System.Text;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Cli.Jobs;

/// <summary>Jobs in words.</summary>
static class JobText
{
    /// <summary>A job, a fact a line.</summary>
    public static string Of(JobObject job)
    {
        var lines = new StringBuilder();
        Add("id", job.Id);
        Add("title", job.Title);
        Add("status", StatusOf(job));
        Add("waits for", job.StatusReason is { } reason ? $"{reason} Next try at {job.NextAttemptAt?.ToLocalTime():HH:mm:ss}." : null);
        Add("error", job.Error is { } error ? $"{error.Message} ({error.Code})" : null);
        Add("voice", $"{job.Voice}, {job.Model}, {job.Language}");
        Add("cost", job.Usage.UsdPerMillionCharacters switch
        {
            null => "unknown: the model has no price",
            0 => "free of charge",
            _ => string.Create(CultureInfo.InvariantCulture, $"${job.Usage.CostUsd:0.0000}, {job.Usage.CharactersSent:N0} of {job.Usage.Characters:N0} characters paid for"),
        });
        Add("show", job.Show);
        Add("plays", job.Result is { } result ? Clock(result.Audio.DurationSeconds) : null);
        Add("audio", job.Result?.Audio.Url);
        Add("transcript", job.Result?.Transcript.Url);
        Add("deletes at", job.DeletesAt?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        return lines.ToString().TrimEnd();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{name,-11} {Output.Plain(value)}\n");
            }
        }
    }

    /// <summary>The state, with the phase and how much of it is done.</summary>
    public static string StatusOf(JobObject job) => job.StatusCode is not null && job.Status == JobStatus.Running ? "waiting"
        : job.Progress is { Phase: { } phase, PhaseDone: { } done } ? string.Create(CultureInfo.InvariantCulture, $"{phase.ToString().ToLowerInvariant()} {done * 100:0} %")
        : job.Progress.Phase?.ToString().ToLowerInvariant() ?? job.Status.ToString().ToLowerInvariant();

    /// <summary>Seconds as <c>h:mm:ss</c>.</summary>
    public static string Clock(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");
    }
}
