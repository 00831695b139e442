using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>Replaces <c>%Setting%</c> in a trigger's text from configuration, as the Functions host does.</summary>
static partial class SettingReference
{
    /// <exception cref="InvalidFunctionException">A setting is missing or empty.</exception>
    public static string Resolve(string text, string function, IConfiguration configuration) =>
        Reference.Replace(text, match => configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidFunctionException(function, $"setting '{match.Groups[1].Value}', which '{text}' refers to, is missing or empty."));

    [GeneratedRegex("%([^%]+)%")]
    static partial Regex Reference { get; }
}
