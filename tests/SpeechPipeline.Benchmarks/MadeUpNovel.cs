using System.Text;

namespace SpeechPipeline.Benchmarks;

/// <summary>As many words as a novel has, where there is none: paragraphs of sentences of meaningless words, always the same.</summary>
static class MadeUpNovel
{
    const int Length = 560_000;

    public static string Text()
    {
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.Length < Length)
        {
            for (var sentence = random.Next(1, 9); sentence > 0; sentence--)
            {
                text.Append("It");
                for (var word = random.Next(3, 25); word > 0; word--)
                {
                    text.Append(' ').Append('a', random.Next(1, 9)).Append(random.Next(9) == 0 ? "," : "");
                }

                text.Append(". ");
            }

            text.Append("\n\n");
        }

        return text.ToString();
    }
}
