using System.CommandLine;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary><c>speech convert PATH… --out FOLDER</c>.</summary>
static class ConvertCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Articles (.md, .txt, .html, .epub), globs such as 'articles/**/*.md', or web addresses.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for the episodes.", DefaultValueFactory = _ => new DirectoryInfo("out") };
        var format = new Option<string>("--format") { Description = "mp3 or wav.", DefaultValueFactory = _ => "mp3" };
        format.AcceptOnlyFromAmong("mp3", "wav");
        var model = new Option<string?>("--model") { Description = "The speech model; by default the server's." };
        var voice = new Option<string?>("--voice") { Description = "A voice of the model, or a blend such as 'af_bella(2)+af_heart(1)'." };
        var language = new Option<string?>("--language") { Description = "The article's language, such as en or zh-hk." };
        var captions = new Option<bool>("--captions") { Description = "Speak captions of figures and tables, and alternative texts of images." };
        var noTables = new Option<bool>("--no-tables") { Description = "Leave tables out." };
        var matter = new Option<bool>("--include-matter") { Description = "Speak a book's title page, imprint, contents and notes too." };
        var server = new Option<string?>("--server") { Description = "The address of a running pipeline; by default one is started for this run." };
        server.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string?>();
            if (text is not null && !IsHttp(text))
            {
                result.AddError($"--server '{text}' is not an http or https address.");
            }
        });
        var key = new Option<string?>("--key") { Description = "The function key of --server." };

        var command = new Command("convert", "Turns articles into episodes.") { paths, output, format, model, voice, language, captions, noTables, matter, server, key };
        command.SetAction((parsed, cancellationToken) => new Conversion(new ConvertSettings(
            parsed.GetRequiredValue(paths),
            parsed.GetRequiredValue(output),
            parsed.GetRequiredValue(format) == "wav" ? AudioContainer.Wav : AudioContainer.Mp3,
            parsed.GetValue(model),
            parsed.GetValue(voice),
            parsed.GetValue(language),
            parsed.GetValue(server) is { } address ? new Uri(address) : null,
            parsed.GetValue(key),
            new ReadingSettings(parsed.GetValue(captions), !parsed.GetValue(noTables), parsed.GetValue(matter)))).RunAsync(cancellationToken));
        return command;
    }

    static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
