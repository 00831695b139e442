using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Cli.Converting;

/// <summary>
/// Shows the progress of each article: segments done, time elapsed, time remaining. On a terminal one line that is overwritten, otherwise
/// a line for each further tenth of a job.
/// </summary>
sealed class ProgressDisplay : IDisposable
{
    readonly bool _interactive = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
    readonly Lock _lock = new();
    readonly long _began = Stopwatch.GetTimestamp();
    readonly Dictionary<string, (int Done, int Total)> _jobs = [];
    readonly Dictionary<string, int> _tenths = [];
    bool _drawn;

    public void Advanced(string path, JobObject job)
    {
        lock (_lock)
        {
            var (total, done) = (job.Progress.SegmentsTotal, job.Progress.SegmentsDone);
            _jobs[path] = (done, total);
            if (_interactive)
            {
                Draw();
            }
            else if (total > 0 && _tenths.GetValueOrDefault(path, -1) < done * 10 / total)
            {
                _tenths[path] = done * 10 / total;
                Console.WriteLine($"{path}: {done} of {total} segments, {Times(done, total)}");
            }

            if (job.StatusReason is { } reason && _tenths.TryAdd($"{path}\n{reason}", 0))
            {
                Line($"{path}: waits until {job.NextAttemptAt:HH:mm:ss}. {reason}");
            }
        }
    }

    public void Finished(string path, string summary)
    {
        lock (_lock)
        {
            _jobs.Remove(path);
            Line(summary);
        }
    }

    public void Failed(string path, string reason)
    {
        lock (_lock)
        {
            _jobs.Remove(path);
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
        var (done, total) = (_jobs.Values.Sum(job => job.Done), _jobs.Values.Sum(job => job.Total));
        var bar = total == 0 ? "" : new string('━', 30 * done / total).PadRight(30, '─') + " ";
        var names = _jobs.Count == 1 ? _jobs.Keys.Single() : $"{_jobs.Count} articles";
        var line = $"{names}  {bar}{done} of {total} segments, {Times(done, total)}";
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

    /// <summary>The remaining time is estimated from the pace so far; there is no estimate before the first segment.</summary>
    string Times(int done, int total)
    {
        var elapsed = Stopwatch.GetElapsedTime(_began);
        var remaining = done > 0 && done < total ? $", about {Clock(elapsed * ((double)(total - done) / done))} remaining" : "";
        return $"{Clock(elapsed)} elapsed{remaining}";
    }

    static string Clock(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
