using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>Numbered items that follow each other in one paragraph without a mark between them: "1. Fill the kettle 2. Light the stove". Each gets its full stop.</summary>
static class RunningItems
{
    public static string WithStops(string text)
    {
        if (ItemNumber.At(text, 0) is null && !text.Contains(": 1", StringComparison.Ordinal) && !text.Contains(": a", StringComparison.Ordinal))
        {
            return text;
        }

        var stopped = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var sentence in SentenceBoundaries.Find(text))
        {
            // Only an item ends what is before it without a mark.
            if (sentence.Start > 1 && text[sentence.Start - 1] == ' ' && char.IsLetterOrDigit(text[sentence.Start - 2]))
            {
                stopped.Append(text, copied, sentence.Start - 1 - copied).Append('.');
                copied = sentence.Start - 1;
            }
        }

        return copied == 0 ? text : stopped.Append(text, copied, text.Length - copied).ToString();
    }
}
