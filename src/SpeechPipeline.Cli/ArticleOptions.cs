using System.CommandLine;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Cli;

/// <summary>The options that <c>convert</c> and <c>plan</c> share: which parts of an article are spoken, and how.</summary>
sealed class ArticleOptions
{
    readonly Option<string?> _model = new("--model") { Description = "The speech model; by default the one in the settings." };
    readonly Option<string?> _voice = new("--voice")
    {
        Description = "A voice of the model, or a blend such as 'af_bella(2)+af_heart(1)'; by default SPEECH_VOICE, else the one in the settings.",
        DefaultValueFactory = _ => CliDefaults.Voice,
    };

    readonly Option<string?> _language = new("--language") { Description = "The article's language, such as en or zh-hk." };
    readonly Option<string[]> _speakers = Pairs("--speaker", "The voice for lines that begin with a name and a colon: 'Anna=af_bella'. May be repeated.");
    readonly Option<string[]> _pronunciations = Pairs("--pronunciation", "The spoken form of a word: 'SQL=sequel'. May be repeated.");
    readonly Option<bool> _captions = new("--captions") { Description = "Speak captions of figures and tables, and alternative texts of images." };
    readonly Option<bool> _noTables = new("--no-tables") { Description = "Leave tables out." };
    readonly Option<bool> _matter = new("--include-matter") { Description = "Speak a book's title page, imprint, contents and notes too, and the sources and links at the end of a page." };

    readonly Option<string?> _encoding = Encoding();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _voice, _language, _speakers, _pronunciations, _captions, _noTables, _matter, _encoding])
        {
            command.Options.Add(option);
        }
    }

    public ArticleSettings Read(ParseResult parsed) => new(
        parsed.GetValue(_model),
        parsed.GetValue(_voice),
        parsed.GetValue(_language),
        Split(parsed.GetValue(_speakers)),
        Split(parsed.GetValue(_pronunciations)),
        new ReadingSettings(parsed.GetValue(_captions), !parsed.GetValue(_noTables), parsed.GetValue(_matter)),
        parsed.GetValue(_encoding));

    /// <summary>The option that names the format of documents whose names do not.</summary>
    public static Option<string?> InputFormat()
    {
        var option = new Option<string?>("--input-format") { Description = $"The format of the documents: {string.Join(", ", ArticleFormats.All.Select(format => format.Name))}; by default that of their names." };
        option.AcceptOnly([.. ArticleFormats.All.Select(format => format.Name)]);
        return option;
    }

    static Option<string?> Encoding()
    {
        var option = new Option<string?>("--encoding") { Description = "The encoding of the files' text, such as windows-1252 or shift_jis; by default it is found." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !ArticleSource.IsEncoding(name))
            {
                result.AddError($"--encoding '{name}' is not known; name it as web pages do: utf-8, windows-1252, iso-8859-2, shift_jis, gb18030, ….");
            }
        });
        return option;
    }

    static Option<string[]> Pairs(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description };
        option.Validators.Add(result =>
        {
            var pairs = result.GetValueOrDefault<string[]>() ?? [];
            foreach (var pair in pairs.Where(pair => pair.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"{name} '{pair}' is not of the form NAME=VALUE.");
            }

            foreach (var twice in pairs.GroupBy(Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                result.AddError($"{name} names '{twice.Key}' twice.");
            }
        });
        return option;
    }

    static Dictionary<string, string> Split(string[]? pairs) =>
        (pairs ?? []).ToDictionary(Key, pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);

    static string Key(string pair) => pair.Split('=')[0];
}
