using System.CommandLine;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary><c>speech convert PATH… --out FOLDER</c>.</summary>
static class ConvertCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = $"Articles ({ArticleFormats.KnownExtensions}), globs such as 'articles/**/*.md', or web addresses.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for the episodes.", DefaultValueFactory = _ => new DirectoryInfo("out") };
        var format = new Option<string>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}.", DefaultValueFactory = _ => OutputFormats.Mp3.Name };
        format.AcceptOnlyFromAmong([.. OutputFormats.PlayableNames]);
        var server = new ServerOptions("The address of a running pipeline; by default one is started for this run.");
        var show = new Option<string?>("--show") { Description = "The show of --server whose feed the episodes join." };
        var article = new ArticleOptions();
        var command = new Command("convert", "Turns articles into episodes.") { paths, output, format, show };
        server.AddTo(command);
        article.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            return new Conversion(new ConvertSettings(
                parsed.GetRequiredValue(paths),
                parsed.GetRequiredValue(output),
                OutputFormats.Find(parsed.GetRequiredValue(format))!,
                article.Read(parsed) with { Show = parsed.GetValue(show) },
                address,
                key)).RunAsync(cancellationToken);
        });
        return command;
    }
}
