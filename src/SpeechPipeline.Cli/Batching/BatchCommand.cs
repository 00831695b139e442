using System.CommandLine;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Batching;

/// <summary><c>speech batch submit SOURCE…</c> and <c>speech batch watch ID…</c>.</summary>
static class BatchCommand
{
    public static Command Create() => new("batch", "Hands many articles over at once, and watches them.") { Submit(), Watch() };

    static Command Submit()
    {
        var sources = new Argument<string[]>("source")
        {
            Description = "A batch (.ndjson, .jsonl, .json), a feed (.rss, .atom, .xml, or its address), or any number of folders, articles and globs.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string?>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}." };
        format.AcceptOnlyFromAmong([.. OutputFormats.PlayableNames]);
        var webhook = new Option<string?>("--webhook") { Description = "An address that is called when the batch ends." };
        var most = new Option<decimal?>("--max-cost-usd") { Description = "Refuse the batch where it costs more than so many US dollars." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what it would cost; speak nothing." };
        var watch = new Option<bool>("--watch") { Description = "Stay and show how far it is." };
        var server = ServerOptions.OfRunning();
        var article = new ArticleOptions();
        var command = new Command("submit", "Hands over a batch.") { sources, format, webhook, most, dryRun, watch };
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
        var ids = new Argument<string[]>("id") { Description = "Batches, as submit names them.", Arity = ArgumentArity.OneOrMore };
        var server = ServerOptions.OfRunning();
        var command = new Command("watch", "Shows how far batches are, until all have ended.") { ids };
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
