using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Jobs;

/// <summary>The commands for the jobs of a running pipeline: <c>jobs</c>, <c>job</c>, <c>wait</c>, <c>download</c>, <c>cancel</c>, <c>retry</c> and <c>delete</c>.</summary>
static class JobCommands
{
    static readonly TimeSpan DefaultWait = TimeSpan.FromDays(1);

    public static IEnumerable<Command> Create() => [List(), Show(), Wait(), Download(), Cancel(), Retry(), Delete()];

    /// <summary>The argument of commands that take ids of jobs.</summary>
    static Argument<string[]> Ids()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of jobs, as printed by submit and jobs.", Arity = ArgumentArity.OneOrMore };
        ids.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !JobId.TryParse(token.Value, out _) && !token.Value.StartsWith('-')))
            {
                result.AddError($"'{token.Value}' is not the id of a job; 'speech jobs' lists them.");
            }
        });
        return ids;
    }

    static Command List()
    {
        var status = StatusOption<JobStatus>();
        var limit = Limit("jobs");
        return ServerCommand.With(new Command("jobs", "Lists jobs, the newest first.") { status, limit }, async run =>
        {
            await run.Output.PrintAsync(
                run.Client.ListAsync("jobs", StatusQuery(run.Parsed.GetValue(status)), run.Parsed.GetValue(limit), run.CancellationToken),
                ["id", "created", "status", "plays", "title"],
                answer => Cells(Read(answer)),
                "There are no such jobs.");
            return ExitCodes.Success;
        });
    }

    static Command Show()
    {
        var ids = Ids();
        return ServerCommand.With(new Command("job", "Shows jobs: their status, cost, and files or error.") { ids }, run => ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id =>
        {
            var answer = await run.Client.GetAsync<JsonElement>($"jobs/{id}", run.CancellationToken);
            run.Output.Print(answer, () => JobText.Of(Read(answer)));
        }));
    }

    static Command Wait()
    {
        var ids = Ids();
        var wait = Durations.Option("--wait", "How long to wait for a job that cannot advance.", DefaultWait);
        return ServerCommand.With(new Command("wait", "Waits until jobs have ended; the exit code is 1 if one failed.") { ids, wait }, async run =>
        {
            using var display = new ProgressDisplay(run.Output.IsJson);
            var watch = new JobWatch(run.Client, display);
            var ended = await Task.WhenAll(run.Parsed.GetRequiredValue(ids).Distinct().Select(async id =>
            {
                try
                {
                    var job = await watch.UntilEndedAsync(id, await run.Client.GetAsync(id, run.CancellationToken), new Patience(run.Parsed.GetValue(wait)), run.CancellationToken);
                    if (job.Status == JobStatus.Completed)
                    {
                        display.Finished(id, run.Output.IsJson ? PipelineJson.Text(job) : $"{id}: completed, {Output.Plain(job.Title ?? "no title")}");
                        return true;
                    }

                    display.Failed(id, $"{id}: {JobWatch.ReasonOf(job)}");
                }
                catch (ConversionException e)
                {
                    display.Failed(id, e.Message);
                }
                catch (PipelineException e)
                {
                    display.Failed(id, $"{id}: {e.Message}");
                }

                return false;
            }));
            return ended.All(done => done) ? ExitCodes.Success : ExitCodes.Failed;
        });
    }

    static Command Download()
    {
        var ids = Ids();
        var output = OutOption();
        return ServerCommand.With(new Command("download", "Downloads episodes: audio, transcript, chapters and manifest.") { ids, output }, run =>
        {
            Folders.Ready(run.Parsed.GetRequiredValue(output));
            var downloads = new Downloads(run, run.Parsed.GetRequiredValue(output));
            return ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id => await downloads.AddAsync(await run.Client.GetAsync(id, run.CancellationToken)));
        });
    }

    static Command Cancel() => Change("cancel", "Ends jobs that have not ended.", "jobs", Ids());

    static Command Retry() => Change("retry", "Starts failed or cancelled jobs again; what was spoken is kept.", "jobs", Ids());

    static Command Delete()
    {
        var ids = Ids();
        var segments = new Option<bool>("--segments") { Description = "Delete their stored speech, too, where no other job uses it." };
        return ServerCommand.With(new Command("delete", "Deletes ended jobs with their episodes.") { ids, segments }, run => ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id =>
        {
            await run.Client.DeleteAsync($"jobs/{id}?segments={(run.Parsed.GetValue(segments) ? "true" : "false")}", run.CancellationToken);
            run.Output.Print(JsonSerializer.SerializeToElement(new { Id = id, Deleted = true }, PipelineJson.Options), () => $"{id}: deleted");
        }));
    }

    /// <summary>A command that has the server change jobs or batches.</summary>
    /// <param name="name">Its name, which is the last part of the route, too.</param>
    /// <param name="description">What it does.</param>
    /// <param name="kind">The first part of the route.</param>
    /// <param name="ids">Which are changed.</param>
    public static Command Change(string name, string description, string kind, Argument<string[]> ids) =>
        ServerCommand.With(new Command(name, description) { ids }, run => ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id =>
        {
            var answer = await run.Client.SendAsync<JsonElement>(HttpMethod.Post, $"{kind}/{Uri.EscapeDataString(id)}/{name}", body: null, run.CancellationToken);
            run.Output.Print(answer, () => $"{id}: {answer.GetProperty("status").GetString()}");
        }));

    /// <summary>The folder for downloads.</summary>
    public static Option<DirectoryInfo> OutOption() => new("--out") { Description = "The folder for the files.", DefaultValueFactory = _ => new DirectoryInfo("out") };

    /// <summary>The number of objects to list.</summary>
    public static Option<int> Limit(string what)
    {
        var limit = new Option<int>("--limit") { Description = $"The most {what} to list.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        return limit;
    }

    /// <summary>The state of the objects to list.</summary>
    public static Option<string?> StatusOption<T>()
        where T : struct, Enum
    {
        var status = new Option<string?>("--status") { Description = "List only those that are so." };
        status.AcceptOnly([.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]);
        return status;
    }

    public static Dictionary<string, string> StatusQuery(string? status) => status is null ? [] : new() { ["status"] = status };

    static JobObject Read(JsonElement answer) => answer.Deserialize<JobObject>(PipelineJson.Options)!;

    static IReadOnlyList<string?> Cells(JobObject job) =>
    [
        job.Id,
        job.CreatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        JobText.StatusOf(job),
        job.Result is { } result ? JobText.Clock(result.Audio.DurationSeconds) : "",
        job.Title,
    ];
}
