using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Cli.Converting;

/// <summary>
/// Shows the progress of each article: its phase, how much of it is done, time elapsed, time remaining, and what it waits for. On a terminal one line
/// that is overwritten, otherwise a line for each phase and each further tenth of it.
/// </summary>
/// <param name="isQuiet">Whether to show only results and failures.</param>
sealed class ProgressDisplay(bool isQuiet) : IDisposable
{
    const int BarWidth = 30;

    readonly bool _interactive = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
    readonly Lock _lock = new();
    readonly long _began = Stopwatch.GetTimestamp();
    readonly Dictionary<string, Seen> _articles = [];
    bool _drawn;

    /// <param name="path">The article.</param>
    /// <param name="job">Its job, as it is now.</param>
    /// <param name="givesUpIn">When the command gives up on it, if nothing changes; null: never.</param>
    public void Advanced(string path, JobObject job, TimeSpan? givesUpIn)
    {
        if (isQuiet)
        {
            return;
        }

        lock (_lock)
        {
            var seen = _articles.GetValueOrDefault(path) ?? new Seen();
            _articles[path] = seen;
            seen.Follow(job, givesUpIn);
            if (_interactive)
            {
                Draw();
            }
            else if (seen.IsNewTenth())
            {
                Console.WriteLine($"{path}: {seen.State()}, {Clock(Stopwatch.GetElapsedTime(_began))} elapsed{seen.Remaining()}");
            }

            if (job.StatusReason is { } reason && seen.Reasons.Add(reason))
            {
                Line($"{path}: waits until {job.NextAttemptAt?.ToLocalTime():HH:mm:ss}. {reason}");
            }
        }
    }

    public void Finished(string path, string summary)
    {
        lock (_lock)
        {
            _articles.Remove(path);
            Line(summary);
        }
    }

    public void Failed(string path, string reason)
    {
        lock (_lock)
        {
            _articles.Remove(path);
            Erase();
            Console.Error.WriteLine(reason);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Erase();
        }
    }

    void Line(string text)
    {
        Erase();
        Console.WriteLine(text);
    }

    void Draw()
    {
        Erase();
        var full = (int)(_articles.Values.Average(seen => seen.Share) * BarWidth);
        var bar = new string('━', full).PadRight(BarWidth, '─');
        var (names, state) = _articles.Count == 1
            ? (_articles.Keys.Single(), _articles.Values.Single().State() + _articles.Values.Single().Remaining())
            : ($"{_articles.Count} articles", string.Join(", ", _articles.Values.GroupBy(seen => seen.Name).Select(group => $"{group.Count()} {group.Key}")));
        var line = $"{names}  {bar} {state}, {Clock(Stopwatch.GetElapsedTime(_began))} elapsed";
        Console.Write(line.Length < AnsiConsole.Profile.Width ? line : line[..(AnsiConsole.Profile.Width - 1)]);
        _drawn = true;
    }

    void Erase()
    {
        if (_drawn)
        {
            Console.Write("\r\e[2K");
            _drawn = false;
        }
    }

    static string Clock(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>What is known of one article's job.</summary>
    sealed class Seen
    {
        JobObject _job = null!;
        TimeSpan? _givesUpIn;
        JobPhase? _phase;
        double _shareAtStart;
        long _phaseBegan;
        int _toldTenth = -1;

        public HashSet<string> Reasons { get; } = new(StringComparer.Ordinal);

        /// <summary>The share of the present phase that is done, from 0 to 1.</summary>
        public double Share => _job.Progress.PhaseDone ?? 0;

        public string Name => IsWaiting ? "waiting" : _phase?.ToString().ToLowerInvariant() ?? "queued";

        bool IsWaiting => _job.StatusReason is not null;

        public void Follow(JobObject job, TimeSpan? givesUpIn)
        {
            (_job, _givesUpIn) = (job, givesUpIn);
            if (job.Progress.Phase is { } phase && phase != _phase)
            {
                (_phase, _shareAtStart, _phaseBegan, _toldTenth) = (phase, Share, Stopwatch.GetTimestamp(), -1);
            }
        }

        public bool IsNewTenth()
        {
            var tenth = (int)(Share * 10);
            var isNew = _phase > JobPhase.Planning && tenth > _toldTenth;
            _toldTenth = isNew ? tenth : _toldTenth;
            return isNew;
        }

        public string State() => IsWaiting
            ? $"waiting, next try {In(_job.NextAttemptAt - DateTimeOffset.UtcNow)}" + (_givesUpIn is { } left ? $", gives up {In(left)}" : "")
            : Name + _phase switch
            {
                JobPhase.Speaking => string.Create(CultureInfo.InvariantCulture, $" {_job.Progress.SegmentsDone} of {_job.Progress.SegmentsTotal} segments"),
                JobPhase.Mastering => string.Create(CultureInfo.InvariantCulture, $" {(int)(Share * 100)} %"),
                _ => "",
            };

        /// <summary>Estimated from the pace of the phase so far; nothing before that can be known.</summary>
        public string Remaining()
        {
            var won = Share - _shareAtStart;
            return won > 0 && Share < 1 && !IsWaiting ? $", about {Clock(Stopwatch.GetElapsedTime(_phaseBegan) * ((1 - Share) / won))} remaining" : "";
        }

        static string In(TimeSpan? time) => time > TimeSpan.Zero ? $"in {Clock(time.Value)}" : "now";
    }
}
