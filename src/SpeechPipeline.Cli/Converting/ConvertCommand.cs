using System.CommandLine;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary><c>speech convert PATH… --out FOLDER</c>.</summary>
static class ConvertCommand
{
    static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = $"Articles ({ArticleFormats.KnownExtensions}), globs such as 'articles/**/*.md', web addresses, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for the episodes.", DefaultValueFactory = _ => new DirectoryInfo("out") };
        var format = new Option<string>("--format") { Description = $"{string.Join(" or ", OutputFormats.PlayableNames)}.", DefaultValueFactory = _ => OutputFormats.Mp3.Name };
        format.AcceptOnly([.. OutputFormats.PlayableNames]);
        var transcript = new Option<bool>("--transcript") { Description = "Write the transcript, too, as .vtt and .srt." };
        var chapters = new Option<bool>("--chapters") { Description = "Write the chapters, too, as .chapters.json." };
        var most = new Option<decimal?>("--max-cost-usd") { Description = "Begin nothing if all together costs more than this, in US dollars." };
        var wait = Durations.Option("--wait", "How long to wait for an endpoint that cannot be reached or refuses the key.", DefaultWait);
        var json = new Option<bool>("--json") { Description = "Print a line of JSON for each article, and no progress." };
        var server = new ServerOptions("The address of a running pipeline; by default SPEECH_SERVER, else one is started for this run.");
        var show = new Option<string?>("--show") { Description = "The show of --server whose feed the episodes join." };
        var article = new ArticleOptions();
        var inputFormat = ArticleOptions.InputFormat();
        var command = new Command("convert", "Turns articles into episodes.") { paths, output, format, transcript, chapters, show, most, wait, json, inputFormat };
        server.AddTo(command);
        article.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(show) is { } name && server.Read(result).Server is null)
            {
                result.AddError($"--show '{name}' needs a pipeline that stays: start one with 'speech serve' and add --server {ServerOptions.Local}. The pipeline of one run ends with it, and its feeds too.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            return new Conversion(new ConvertSettings(
                parsed.GetRequiredValue(paths),
                parsed.GetRequiredValue(output),
                OutputFormats.Find(parsed.GetRequiredValue(format))!,
                ArticleFormats.Find(parsed.GetValue(inputFormat)),
                article.Read(parsed) with { Show = parsed.GetValue(show) },
                new EpisodeDownload.Extras(parsed.GetValue(transcript), parsed.GetValue(chapters)),
                parsed.GetValue(most),
                parsed.GetValue(wait),
                parsed.GetValue(json),
                address,
                key)).RunAsync(cancellationToken);
        });
        return command;
    }
}
