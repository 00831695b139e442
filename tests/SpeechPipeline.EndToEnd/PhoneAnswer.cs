using System.Globalization;
using System.Text;

namespace SpeechPipeline.EndToEnd;

/// <summary>An answer as curl wrote it down.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers, by name in lower case.</param>
/// <param name="Body">The body.</param>
sealed record PhoneAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header, or an empty text.</summary>
    public string this[string name] => Headers.GetValueOrDefault(name, "");

    public static PhoneAnswer Of(string[] head, byte[] body) => new(
        int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture),
        head.Skip(1).Select(static line => line.Split(": ", 2)).Where(static parts => parts.Length == 2).ToDictionary(static parts => parts[0].ToLowerInvariant(), static parts => parts[1].Trim()),
        body);
}
