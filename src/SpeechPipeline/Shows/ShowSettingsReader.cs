using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Shows;

/// <summary>Reads a JSON body into the settings of a show, or into a list of all its problems.</summary>
public sealed class ShowSettingsReader(IOptions<OutboundOptions> outbound)
{
    const int MaxBytes = 64 * 1024;
    const int MaxDepth = 8;
    const int MaxName = 300;

    // The longest description that Apple Podcasts accepts.
    const int MaxDescription = 4_000;

    // RFC 5321, section 4.5.3.1.3.
    const int MaxEmail = 254;

    static readonly Dictionary<string, ShowKind> Types = Names<ShowKind>();
    static readonly Dictionary<string, ShowVisibility> Visibilities = Names<ShowVisibility>();
    static readonly Dictionary<string, EpisodeDates> Dates = Names<EpisodeDates>();

    /// <returns>The settings; null if there are problems.</returns>
    public (ShowSettings? Settings, IReadOnlyList<FieldProblem> Problems) ReadJson(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            return (null, [new FieldProblem("#", $"has {body.Length} bytes; at most {MaxBytes} are allowed.")]);
        }

        using var json = JsonBody.TryParse(body, out var problem, MaxDepth);
        if (json is null)
        {
            return (null, [problem!]);
        }

        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return (null, [new FieldProblem("#", "is not a JSON object.")]);
        }

        var problems = new List<FieldProblem>();
        var settings = Read(new RequestFields(json.RootElement, "#/", problems));
        return problems.Count == 0 ? (settings, []) : (null, problems);
    }

    ShowSettings Read(RequestFields fields)
    {
        var defaults = new ShowSettings();
        var settings = new ShowSettings(
            Words(fields, "title", MaxName),
            Words(fields, "author", MaxName),
            Words(fields, "description", MaxDescription),
            Language(fields),
            Category(fields),
            fields.Flag("explicit") ?? defaults.Explicit,
            Owner(fields),
            Address(fields, "image"),
            Address(fields, "link"),
            fields.Choice("type", Types) ?? defaults.Type,
            fields.Flag("locked") ?? defaults.Locked,
            fields.Choice("visibility", Visibilities) ?? defaults.Visibility,
            fields.Choice("dates", Dates) ?? defaults.Dates,
            RetentionField.Read(fields));
        fields.RefuseOthers();
        return settings;
    }

    static string? Words(RequestFields fields, string name, int maxLength)
    {
        var text = fields.Text(name, maxLength);
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            fields.Problem(name, "is empty.");
        }

        return text?.Trim();
    }

    static string? Language(RequestFields fields)
    {
        var language = fields.Text("language", 35);
        if (language is not null && !LanguageTag.IsWellFormed(language))
        {
            fields.Problem("language", $"is '{language}'; it must be a language tag such as en or zh-hk.");
        }

        return language?.ToLowerInvariant();
    }

    static string? Category(RequestFields fields)
    {
        var category = fields.Text("category", MaxName);
        if (category is not null && ShowCategories.Problem(category) is { } problem)
        {
            fields.Problem("category", problem);
        }

        return category;
    }

    static ShowOwner? Owner(RequestFields fields)
    {
        if (fields.Object("owner") is not { } owner)
        {
            return null;
        }

        var (name, email) = (Words(owner, "name", MaxName), owner.Text("email", MaxEmail));
        if (email is not null && (email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || email.IndexOf('@', StringComparison.Ordinal) is not > 0 || email.EndsWith('@')))
        {
            owner.Problem("email", "is not an e-mail address.");
        }

        owner.RefuseOthers();
        return name is null && email is null ? null : new ShowOwner(name, email);
    }

    string? Address(RequestFields fields, string name)
    {
        var address = fields.Text(name);
        if (address is not null && !OutboundUri.TryParse(address, outbound.Value, out _, out var problem))
        {
            fields.Problem(name, problem);
        }

        return address;
    }

    static Dictionary<string, T> Names<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}
