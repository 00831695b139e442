using System.CommandLine;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Cli.Planning;

/// <summary><c>speech plan PATH|URL</c>.</summary>
static class PlanCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = $"An article ({ArticleFormats.KnownExtensions}), or the http or https address of one." };
        var json = new Option<bool>("--json") { Description = "Write the whole plan as JSON." };
        var article = new ArticleOptions();
        var command = new Command(
            "plan",
            "Says what an article would be spoken as, how long it would play and what it would cost, without speaking anything. "
            + "No server is started, so what is stored already is not known here; POST /api/jobs with dry_run knows it.")
        {
            source, json,
        };
        article.AddTo(command);
        command.SetAction((parsed, cancellationToken) => new PlanRun(
            new PlanSettings(parsed.GetRequiredValue(source), parsed.GetValue(json), article.Read(parsed)),
            Console.Out,
            Console.Error).RunAsync(cancellationToken));
        return command;
    }
}
