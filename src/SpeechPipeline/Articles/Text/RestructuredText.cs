using System.Text;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>Reads the words of reStructuredText: roles and links without their targets, named admonitions, no other directives.</summary>
static partial class RestructuredText
{
    static readonly HashSet<string> Admonitions = new(StringComparer.OrdinalIgnoreCase)
    {
        "note", "warning", "tip", "important", "caution", "hint", "danger", "attention", "admonition", "error", "topic", "sidebar", "epigraph", "versionadded", "versionchanged", "deprecated",
    };

    public static string Plain(string content)
    {
        var text = new StringBuilder(content.Length);
        var (skipped, kept) = (-1, -1);
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var words = line.TrimStart();
            var indent = line.Length - words.Length;
            if (words.IsEmpty)
            {
                text.Append('\n');
                continue;
            }

            if (skipped >= 0 && indent > skipped)
            {
                continue;
            }

            if (kept >= 0 && indent > kept && words[0] == ':')
            {
                // An option of the directive.
                continue;
            }

            kept = indent <= kept ? -1 : kept;
            skipped = -1;
            if (words.StartsWith(".. ", StringComparison.Ordinal) || words is "..")
            {
                var directive = Directive().Match(words.ToString());
                if (directive.Success && Admonitions.Contains(directive.Groups[1].Value))
                {
                    var name = directive.Groups[1].Value;
                    var label = name is "admonition" or "topic" or "sidebar" or "epigraph" ? "" : $"{char.ToUpperInvariant(name[0])}{name[1..]}: ";
                    text.Append(label).Append(directive.Groups[2].Value).Append(label.Length > 0 && directive.Groups[2].Length == 0 ? JoinsNext : "\n");
                    kept = indent;
                }
                else
                {
                    skipped = indent;
                }

                continue;
            }

            var isLiteral = words.EndsWith("::", StringComparison.Ordinal);
            var spoken = Inline(isLiteral ? words[..^1].ToString() : words.ToString());
            text.Append(line[..(kept >= 0 ? 0 : indent)]).Append(spoken).Append('\n');
            skipped = isLiteral ? indent : -1;
        }

        return Joined().Replace(text.ToString(), "");
    }

    // The name of an admonition belongs to the paragraph below.
    const string JoinsNext = "\uE000\n";

    static string Inline(string line) => Link().Replace(Role().Replace(line, "$1"), "$1").Replace("``", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^\.\. ([a-z][a-z-]+)::\s?(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@":[a-z][a-z:+-]{0,20}:`~?!?([^`<]*[^`<\s])\s*(?:<[^`>]*>)?`", RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"(?<!`)`([^`<]*[^`<\s])\s*(?:<[^`>]*>)?`_{0,2}(?!`)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"\uE000\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Joined();
}
