using System.Text.RegularExpressions;

namespace SpeechPipeline.LocalHost;

/// <summary>A setting is missing or wrong; the message says which, as one line.</summary>
public sealed partial class InvalidSettingsException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>A value that cannot be read as its type, in words; other faults as they are.</summary>
    /// <param name="fault">What <c>ConfigurationBinder</c> threw.</param>
    public static InvalidSettingsException From(InvalidOperationException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Unreadable.Match(fault.Message) is { Success: true } found
            ? new InvalidSettingsException($"The setting {found.Groups["setting"].Value} is '{found.Groups["value"].Value}'; it must be {Kind(found.Groups["type"].Value)}.", fault)
            : new InvalidSettingsException(fault.Message, fault);
    }

    [GeneratedRegex("value '(?<value>.*)' at '(?<setting>[^']*)' to type '(?<type>[^']*)'", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    static partial Regex Unreadable { get; }

    static string Kind(string type) => Type.GetType(type) switch
    {
        { } known when known == typeof(bool) => "true or false",
        { } known when known == typeof(TimeSpan) => "a time of the form hh:mm:ss",
        { } known when known == typeof(int) || known == typeof(long) => "a whole number",
        { } known when known == typeof(double) || known == typeof(decimal) => "a number",
        { } known when known == typeof(Uri) => "an address",
        _ => $"one of the values of {type.Split('.')[^1]}",
    };
}
