using System.CommandLine;

namespace SpeechPipeline.Cli.Webhooks;

/// <summary><c>--webhook</c> and <c>--webhook-events</c>.</summary>
sealed class WebhookArguments(string description, IReadOnlyList<string> events)
{
    readonly Option<string?> _webhook = new("--webhook") { Description = description };
    readonly Option<string[]> _events = Events(events);

    public void AddTo(Command command)
    {
        command.Options.Add(_webhook);
        command.Options.Add(_events);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_events) is not null && result.GetResult(_webhook) is null)
            {
                result.AddError("--webhook-events needs --webhook, the address to call.");
            }
        });
    }

    /// <returns>Null if there is no webhook.</returns>
    public RequestedWebhook? Read(ParseResult parsed) =>
        parsed.GetValue(_webhook) is { } url ? new RequestedWebhook(url, parsed.GetValue(_events) is { Length: > 0 } chosen ? chosen : null) : null;

    static Option<string[]> Events(IReadOnlyList<string> known)
    {
        var option = new Option<string[]>("--webhook-events") { Description = $"What to call it for: {string.Join(", ", known)}; by default the ends.", AllowMultipleArgumentsPerToken = true };
        option.AcceptOnly([.. known]);
        return option;
    }
}

/// <summary>A webhook that a command asks for.</summary>
/// <param name="Url">The address to call.</param>
/// <param name="Events">What to call it for; null: the ends.</param>
sealed record RequestedWebhook(string Url, IReadOnlyList<string>? Events)
{
    /// <summary>As the field of a JSON request.</summary>
    public object Field => Events is null ? Url : new { Url, Events };

    /// <summary>As parameters of a query.</summary>
    public IEnumerable<KeyValuePair<string, string>> Query => Events is null
        ? [KeyValuePair.Create("webhook", Url)]
        : [KeyValuePair.Create("webhook", Url), KeyValuePair.Create("webhook_events", string.Join(',', Events))];
}
