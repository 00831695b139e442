using System.CommandLine;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Cli.Webhooks;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Jobs;

/// <summary><c>speech submit PATH…</c>: hands articles to a running pipeline, and does not wait.</summary>
static class SubmitCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Articles, globs, web addresses, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}; by default the server's." };
        format.AcceptOnly([.. OutputFormats.PlayableNames]);
        var show = new Option<string?>("--show") { Description = "The show whose feed the episodes join." };
        var webhook = new WebhookArguments("An address to call when a job ends.", WebhookField.OfJobs);
        var article = new ArticleOptions();
        var inputFormat = ArticleOptions.InputFormat();
        var command = new Command("submit", "Hands articles to a running pipeline, and prints the ids of their jobs.") { paths, format, show, inputFormat };
        webhook.AddTo(command);
        article.AddTo(command);
        return ServerCommand.With(command, run =>
        {
            var settings = article.Read(run.Parsed) with { Show = run.Parsed.GetValue(show), Webhook = webhook.Read(run.Parsed) };
            return ServerRun.EachAsync(PathPatterns.Expand(run.Parsed.GetRequiredValue(paths)), async path =>
            {
                var input = Input.Open(path, settings.Encoding, ArticleFormats.Find(run.Parsed.GetValue(inputFormat)));
                var job = await run.Client.SubmitAsync(input, settings, run.Parsed.GetValue(format), run.CancellationToken);
                run.Output.Print(JsonSerializer.SerializeToElement(job, PipelineJson.Options), () => job.Id);
            });
        });
    }
}
