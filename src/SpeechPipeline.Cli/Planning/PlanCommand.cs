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
            "Shows the segments, duration and price of an article without speaking anything. "
            + "It does not look up stored speech; POST /api/jobs with dry_run does.")
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
