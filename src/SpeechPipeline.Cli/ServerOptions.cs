using System.CommandLine;
using System.CommandLine.Parsing;

namespace SpeechPipeline.Cli;

/// <summary>The options that name a running pipeline.</summary>
sealed class ServerOptions
{
    /// <summary>The address of <c>speech serve</c>.</summary>
    public static readonly Uri Local = new("http://127.0.0.1:7071");

    readonly Option<string?> _server;
    readonly Option<string?> _key = new("--key") { Description = "The function key of --server; by default SPEECH_KEY.", DefaultValueFactory = _ => CliDefaults.Key };

    /// <param name="description">The help text of <c>--server</c>, with its default.</param>
    public ServerOptions(string description)
    {
        _server = new Option<string?>("--server") { Description = description, DefaultValueFactory = _ => CliDefaults.Server };
        _server.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string?>();
            if (text is not null && !IsHttp(text))
            {
                result.AddError($"{(result.Implicit ? "SPEECH_SERVER" : "--server")} '{text}' is not an http or https address.");
            }
        });
    }

    /// <summary>The options of commands that need a running pipeline.</summary>
    public static ServerOptions OfRunning() => new($"The address of a running pipeline; by default SPEECH_SERVER, else that of 'speech serve', {Local}.");

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_key);
    }

    public (Uri? Server, string? Key) Read(ParseResult parsed) =>
        (parsed.GetValue(_server) is { } address ? new Uri(address) : null, parsed.GetValue(_key));

    /// <summary>The same for validators.</summary>
    public (Uri? Server, string? Key) Read(CommandResult result) =>
        (result.GetValue(_server) ?? CliDefaults.Server) is { } address && IsHttp(address) ? (new Uri(address), result.GetValue(_key)) : (null, null);

    static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
