using System.CommandLine;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Batching;

/// <summary><c>speech batch submit SOURCE…</c> and <c>speech batch watch ID…</c>.</summary>
static class BatchCommand
{
    public static Command Create() => new("batch", "Submits many articles at once, and shows their progress.") { Submit(), Watch() };

    static Command Submit()
    {
        var sources = new Argument<string[]>("source")
        {
            Description = "A batch (.ndjson, .jsonl, .json), a feed (.rss, .atom, .xml, or its address), or any number of folders, articles and globs.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string?>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}." };
        format.AcceptOnlyFromAmong([.. OutputFormats.PlayableNames]);
        var webhook = new Option<string?>("--webhook") { Description = "An address to call when the batch ends." };
        var most = new Option<decimal?>("--max-cost-usd") { Description = "Refuse the batch if it costs more than this, in US dollars." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the price; speak nothing." };
        var watch = new Option<bool>("--watch") { Description = "Show the progress until the batch ends." };
        var server = ServerOptions.OfRunning();
        var article = new ArticleOptions();
        var command = new Command("submit", "Submits a batch.") { sources, format, webhook, most, dryRun, watch };
        server.AddTo(command);
        article.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            return new BatchSubmission(new BatchSubmitSettings(
                parsed.GetRequiredValue(sources),
                parsed.GetValue(format),
                article.Read(parsed),
                parsed.GetValue(webhook),
                parsed.GetValue(most),
                parsed.GetValue(dryRun),
                parsed.GetValue(watch),
                address ?? ServerOptions.Local,
                key)).RunAsync(cancellationToken);
        });
        return command;
    }

    static Command Watch()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of batches, as printed by submit.", Arity = ArgumentArity.OneOrMore };
        var server = ServerOptions.OfRunning();
        var command = new Command("watch", "Shows the progress of batches until all have ended.") { ids };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            using var client = new PipelineClient(address ?? ServerOptions.Local, key);
            return await new BatchWatch(client).RunAsync(parsed.GetRequiredValue(ids), cancellationToken);
        });
        return command;
    }
}
