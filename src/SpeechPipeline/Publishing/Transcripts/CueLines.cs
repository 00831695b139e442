using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>Breaks a text into lines of at most 42 columns.</summary>
static class CueLines
{
    /// <summary>How many columns of difference in length are accepted for a line that ends in a comma or a full stop.</summary>
    const int PunctuationGain = 8;

    /// <summary>Whether the atoms fit into two lines.</summary>
    public static bool Fit(List<TextSpan> atoms, int from, int end, CueWidth width)
    {
        if (Width(from, end) <= CueWidth.Line)
        {
            return true;
        }

        var second = end - 1;
        while (second > from + 1 && Width(second - 1, end) <= CueWidth.Line)
        {
            second--;
        }

        return Width(from, second) <= CueWidth.Line;

        int Width(int first, int last) => width.Between(atoms[first].Start, atoms[last - 1].End);
    }

    /// <summary>One line if it fits; else two of about equal length, preferably split after a comma; else as many as needed.</summary>
    public static List<string> Of(string text)
    {
        var width = new CueWidth(text);
        if (width.Between(0, text.Length) <= CueWidth.Line)
        {
            return [text];
        }

        var atoms = CueAtoms.Find(text, new TextSpan(0, text.Length), width);
        var (best, least) = (0, int.MaxValue);
        for (var second = 1; second < atoms.Count; second++)
        {
            var (upper, lower) = (width.Between(atoms[0].Start, atoms[second - 1].End), width.Between(atoms[second].Start, atoms[^1].End));
            var cost = Math.Abs(upper - lower) - (char.IsPunctuation(text[atoms[second - 1].End - 1]) ? PunctuationGain : 0);
            if (upper <= CueWidth.Line && lower <= CueWidth.Line && cost < least)
            {
                (best, least) = (second, cost);
            }
        }

        return best > 0 ? [Line(0, best), Line(best, atoms.Count)] : Greedy();

        string Line(int from, int end) => text[atoms[from].Start..atoms[end - 1].End];

        List<string> Greedy()
        {
            var (lines, from) = (new List<string>(), 0);
            for (var end = 1; end <= atoms.Count; end++)
            {
                if (end == atoms.Count || width.Between(atoms[from].Start, atoms[end].End) > CueWidth.Line)
                {
                    lines.Add(Line(from, end));
                    from = end;
                }
            }

            return lines;
        }
    }
}
