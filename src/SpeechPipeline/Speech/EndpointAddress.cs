using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>
/// The endpoint's address as people write it, understood once: up to its version, without it, or as the full address of the speech route;
/// with a query that every call carries, as Azure OpenAI wants it.
/// </summary>
public sealed partial record EndpointAddress
{
    const string SpeechRoute = "/audio/speech";

    const int MostShown = 500;

    EndpointAddress(Uri setting)
    {
        var path = setting.AbsolutePath.TrimEnd('/');
        var isWhole = path.EndsWith(SpeechRoute, StringComparison.OrdinalIgnoreCase);
        path = isWhole ? path[..^SpeechRoute.Length] : path;
        var root = setting.GetLeftPart(UriPartial.Authority) + path;
        Query = setting.Query.Length > 1 ? setting.Query : "";
        IsAzure = setting.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase)
            || (path.Contains("/openai", StringComparison.OrdinalIgnoreCase) && (Query.Contains("api-version=", StringComparison.OrdinalIgnoreCase) || path.Contains("/deployments/", StringComparison.OrdinalIgnoreCase)));
        Roots = isWhole || Versioned().IsMatch(path) ? [root]
            : IsAzure && path.Length == 0 ? [$"{root}/openai/v1"]
            // Where nothing is said, the version is the likelier; where a path is, the path.
            : path.Length == 0 ? [$"{root}/v1", root]
            : [root, $"{root}/v1"];
        Identity = new Uri(isWhole ? root : setting.GetLeftPart(UriPartial.Path)).ToString().TrimEnd('/');
    }

    /// <summary>What the routes are added to, without a slash at the end: the first that has the speech route is the endpoint's.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>Empty, or with its question mark.</summary>
    public string Query { get; }

    /// <summary>Azure OpenAI takes its key in a header of its own.</summary>
    public bool IsAzure { get; }

    /// <summary>The address without what decides nothing about its voices.</summary>
    public string Identity { get; }

    public static EndpointAddress Of(Uri setting) => new(setting);

    /// <param name="root">One of <see cref="Roots"/>.</param>
    /// <param name="route">Without a slash before it.</param>
    /// <param name="query">Further members of the query, written for it.</param>
    public Uri Route(string root, string route, string? query = null) =>
        new($"{root}/{route}{Query}{(query is null ? "" : $"{(Query.Length == 0 ? '?' : '&')}{query}")}");

    /// <summary>What the query may hold of a key, as it is written and as it is meant; never the version of an API.</summary>
    internal IEnumerable<string> Secrets =>
        from member in Query.TrimStart('?').Split('&')
        let parts = member.Split('=', 2)
        where parts.Length == 2 && !parts[0].Equals("api-version", StringComparison.OrdinalIgnoreCase)
        from value in new[] { parts[1], Uri.UnescapeDataString(parts[1]) }
        select value;

    /// <summary>An address as a message may show it: without its query, which may hold a key, and cut to 500 characters.</summary>
    public static string Shown(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return TextCut.At(address.IsAbsoluteUri ? address.GetLeftPart(UriPartial.Path) : address.OriginalString.Split('?', '#')[0], MostShown);
    }

    /// <summary>Azure's path up to a deployment needs no version behind it; elsewhere a last segment such as v1, v2 or v1beta is one.</summary>
    [GeneratedRegex("(/v[0-9]+[a-z0-9.]*|/deployments/[^/]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Versioned();
}
