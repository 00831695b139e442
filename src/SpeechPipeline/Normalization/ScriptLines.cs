using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Separates the lines of a script, in plain text and in Markdown, where lines without a blank line between them would flow together.
/// A line that begins with a speaker's name begins a paragraph. The next line continues the speech if that has not come
/// to the end of a sentence; otherwise it is the narrator's.
/// </summary>
static class ScriptLines
{
    public static string Part(string source, SpeakerNames names)
    {
        if (names.IsEmpty)
        {
            return source;
        }

        var parted = new StringBuilder(source.Length + 256);
        var isSpeech = false;
        var isOpen = false;
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var words = line.TrimStart(" \t\u3000>");
            var begins = names.TryTake(words, out _, out _);
            if (begins || (isSpeech && !isOpen && !words.IsEmpty))
            {
                parted.Append('\n');
            }
            // An indented paragraph would be code in Markdown.
            parted.Append(begins && !line.TrimStart().StartsWith('>') ? words : line).Append('\n');
            isSpeech = !words.IsEmpty && (begins || (isSpeech && isOpen));
            isOpen = isSpeech && !EndsSentence(words);
        }

        return parted.ToString();
    }

    static bool EndsSentence(ReadOnlySpan<char> line)
    {
        var rest = line.TrimEnd();
        while (!rest.IsEmpty && (rest[^1] is '*' or '_' || SentenceMarks.IsClose(rest[^1]) || SentenceMarks.IsOpenQuote(rest[^1])))
        {
            rest = rest[..^1].TrimEnd();
        }

        return !rest.IsEmpty && SentenceMarks.IsStop(rest[^1]);
    }
}
