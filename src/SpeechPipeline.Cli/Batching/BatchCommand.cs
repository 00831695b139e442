using System.CommandLine;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Batches;
using SpeechPipeline.Cli.Jobs;
using SpeechPipeline.Cli.Webhooks;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Batching;

/// <summary><c>speech batch</c>: <c>submit SOURCE…</c>, <c>watch</c>, <c>download</c>, <c>cancel</c>, <c>retry ID…</c>, and <c>list</c>.</summary>
static class BatchCommand
{
    public static Command Create() => new("batch", "Submits many articles at once, and follows them.") { Submit(), Watch(), List(), Download(), Cancel(), Retry() };

    static Command Submit()
    {
        var sources = new Argument<string[]>("source")
        {
            Description = "A batch (.ndjson, .jsonl, .json), a feed (.rss, .atom, .xml, or its address), or any number of folders, articles and globs.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string?>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}." };
        format.AcceptOnly([.. OutputFormats.PlayableNames]);
        var webhook = new WebhookArguments("An address to call when the batch ends.", WebhookField.OfBatches);
        var most = new Option<decimal?>("--max-cost-usd") { Description = "Refuse the batch if it costs more than this, in US dollars." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the price; speak nothing." };
        var watch = new Option<bool>("--watch") { Description = "Show the progress until the batch ends." };
        var json = Json();
        var server = ServerOptions.OfRunning();
        var article = new ArticleOptions();
        var command = new Command("submit", "Submits a batch.") { sources, format, most, dryRun, watch, json };
        server.AddTo(command);
        webhook.AddTo(command);
        article.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            return new BatchSubmission(new BatchSubmitSettings(
                parsed.GetRequiredValue(sources),
                parsed.GetValue(format),
                article.Read(parsed),
                webhook.Read(parsed),
                parsed.GetValue(most),
                parsed.GetValue(dryRun),
                parsed.GetValue(watch),
                parsed.GetValue(json),
                address ?? ServerOptions.Local,
                key)).RunAsync(cancellationToken);
        });
        return command;
    }

    static Option<bool> Json() => new("--json") { Description = "Print batches as JSON, one a line, and no progress." };

    static Argument<string[]> Ids() => new("id") { Description = "Ids of batches, as printed by submit and list.", Arity = ArgumentArity.OneOrMore };

    static Command List()
    {
        var status = JobCommands.StatusOption<BatchStatus>();
        var limit = JobCommands.Limit("batches");
        return ServerCommand.With(new Command("list", "Lists batches, the newest first.") { status, limit }, async run =>
        {
            await run.Output.PrintAsync(
                run.Client.ListAsync("batches", JobCommands.StatusQuery(run.Parsed.GetValue(status)), run.Parsed.GetValue(limit), run.CancellationToken),
                ["batch", "status", "done", "failed", "rejected", "cost"],
                answer => BatchTable.Cells(answer.Deserialize<BatchObject>(PipelineJson.Options)!),
                "There are no such batches.");
            return ExitCodes.Success;
        });
    }

    static Command Download()
    {
        var ids = Ids();
        var output = JobCommands.OutOption();
        return ServerCommand.With(new Command("download", "Downloads the finished episodes of batches.") { ids, output }, async run =>
        {
            Folders.Ready(run.Parsed.GetRequiredValue(output));
            var downloads = new Downloads(run, run.Parsed.GetRequiredValue(output));
            var exit = ExitCodes.Success;
            foreach (var id in run.Parsed.GetRequiredValue(ids))
            {
                var jobs = await run.Client.ListAsync($"batches/{Uri.EscapeDataString(id)}/items", JobCommands.StatusQuery("completed"), int.MaxValue, run.CancellationToken)
                    .Select(item => item.Deserialize<BatchItemObject>(PipelineJson.Options)!.Job?.Split('/')[^1])
                    .OfType<string>()
                    .ToListAsync(run.CancellationToken);
                exit = Math.Max(exit, await ServerRun.EachAsync(jobs, async job => await downloads.AddAsync(await run.Client.GetAsync(job, run.CancellationToken))));
            }

            return exit;
        });
    }

    static Command Cancel() => JobCommands.Change("cancel", "Cancels what has not ended.", "batches", Ids());

    static Command Retry() => JobCommands.Change("retry", "Starts failed and cancelled items again.", "batches", Ids());

    static Command Watch()
    {
        var ids = Ids();
        var json = Json();
        var server = ServerOptions.OfRunning();
        var command = new Command("watch", "Shows the progress of batches until all have ended.") { ids, json };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            using var client = new PipelineClient(address ?? ServerOptions.Local, key);
            return await new BatchWatch(client, parsed.GetValue(json)).RunAsync(parsed.GetRequiredValue(ids), cancellationToken);
        });
        return command;
    }
}
