using System.Globalization;
using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>
/// A silence that an author writes into a text: <c>[pause 1.5s]</c>, <c>[pause 500 ms]</c>. It parts the block that it stands in, and takes the
/// place of the pause that would be there. Several in one place add up.
/// </summary>
static partial class PauseMark
{
    /// <summary>The longest silence in one place, in milliseconds; a longer one is this long.</summary>
    public const int Longest = 30_000;

    /// <summary>The mark for a silence.</summary>
    public static string Of(int milliseconds) => $"[pause {milliseconds.ToString(CultureInfo.InvariantCulture)}ms]";

    /// <summary>A text without marks, for titles.</summary>
    public static string? Without(string? text) => text is not null && Mark().IsMatch(text) ? SpokenText.Normalize(Mark().Replace(text, " ")) : text;

    /// <summary>The chapter with its marks as <see cref="Block.PauseAfterMs"/> of the blocks before them; one before its first word is left out.</summary>
    public static Chapter Read(Chapter chapter) => !chapter.Blocks.Any(block => Mark().IsMatch(block.Text)) ? chapter
        : chapter with { Blocks = Read(chapter.Blocks) };

    static List<Block> Read(IReadOnlyList<Block> blocks)
    {
        var read = new List<Block>(blocks.Count);
        foreach (var block in blocks)
        {
            var at = 0;
            foreach (Match mark in Mark().Matches(block.Text))
            {
                AddWords(block, block.Text[at..mark.Index]);
                if (read is [.., var before])
                {
                    read[^1] = before with { PauseAfterMs = Math.Min(Longest, (before.PauseAfterMs ?? 0) + LengthOf(mark)) };
                }

                at = mark.Index + mark.Length;
            }

            AddWords(block, block.Text[at..]);
        }

        return read;

        void AddWords(Block block, string text)
        {
            if (block.Kind == BlockKind.SceneBreak || !string.IsNullOrWhiteSpace(text))
            {
                read.Add(text.Length == block.Text.Length ? block : block with { Text = text });
            }
        }
    }

    static int LengthOf(Match mark)
    {
        var length = double.Parse(mark.Groups["number"].Value.Replace(',', '.'), CultureInfo.InvariantCulture);
        var isInSeconds = mark.Groups["unit"].Value[0] is 's' or 'S';
        return (int)Math.Round(isInSeconds ? length * 1000 : length);
    }

    [GeneratedRegex(@"\[\s?pause[ :=]{1,2}(?<number>[0-9]{1,6}([.,][0-9]{1,3})?)\s?(?<unit>ms|s|secs?|seconds?|milliseconds?)\s?\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
