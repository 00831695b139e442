namespace SpeechPipeline.Articles.Text;

/// <summary>Tells lines that the author ended from lines that were wrapped at a margin. After the author's line ends, the next word would have fitted.</summary>
static class Verse
{
    const int LongestLine = 60;
    const int FewestLines = 4;

    /// <summary>Whether the author ended the lines of a paragraph.</summary>
    /// <param name="lines">Consecutive lines.</param>
    /// <param name="width">The length of the longest line that may have been wrapped by hand.</param>
    public static bool Is(IReadOnlyList<PlainTextLine> lines, int width)
    {
        if (lines.Count < 2 || lines.Any(line => line.Text.Length > LongestLine || line.Marker != ListMarker.None))
        {
            return false;
        }

        var (ended, capitals) = (0, 0);
        for (var i = 1; i < lines.Count; i++)
        {
            var word = lines[i].Text.AsSpan();
            var space = word.IndexOf(' ');
            var next = space < 0 ? word.Length : space;
            ended += !lines[i - 1].EndsInHyphen && lines[i - 1].Text.Length + 1 + next <= width ? 1 : 0;
            capitals += BeginsInCapital(lines[i].Text) ? 1 : 0;
        }

        var breaks = lines.Count - 1;
        var areCapitals = capitals == breaks && BeginsInCapital(lines[0].Text);
        return areCapitals ? ended * 2 >= breaks && breaks >= 1 : lines.Count >= FewestLines && ended * 3 >= breaks * 2;
    }

    static bool BeginsInCapital(string line)
    {
        var text = line.AsSpan().TrimStart("“\"'‘«„(—– ");
        return !text.IsEmpty && char.IsUpper(text[0]);
    }
}
