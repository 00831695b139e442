using System.CommandLine;

namespace SpeechPipeline.Cli;

/// <summary>The options that name a running pipeline.</summary>
sealed class ServerOptions
{
    /// <summary>Where <c>speech serve</c> answers.</summary>
    public static readonly Uri Local = new("http://127.0.0.1:7071");

    readonly Option<string?> _server;
    readonly Option<string?> _key = new("--key") { Description = "The function key of --server." };

    /// <param name="description">What <c>--server</c> is, and what holds where it is not given.</param>
    public ServerOptions(string description)
    {
        _server = new Option<string?>("--server") { Description = description };
        _server.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string?>();
            if (text is not null && !IsHttp(text))
            {
                result.AddError($"--server '{text}' is not an http or https address.");
            }
        });
    }

    /// <summary>Of commands that need a pipeline that runs already.</summary>
    public static ServerOptions OfRunning() => new($"The address of a running pipeline; by default that of 'speech serve', {Local}.");

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_key);
    }

    public (Uri? Server, string? Key) Read(ParseResult parsed) =>
        (parsed.GetValue(_server) is { } address ? new Uri(address) : null, parsed.GetValue(_key));

    static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
