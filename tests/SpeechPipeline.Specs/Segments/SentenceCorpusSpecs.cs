using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

/// <summary>The rules for the ends of sentences against <c>sentences.txt</c>, a corpus of hard cases in many languages.</summary>
public sealed class SentenceCorpusSpecs(ITestOutputHelper output)
{
    [Fact]
    public void Sentences_of_every_language_end_where_the_corpus_says()
    {
        var wrong = new List<string>();
        var total = 0;
        foreach (var (language, cases) in Corpus())
        {
            var failed = cases.Where(marked => Found(marked) != Expected(marked)).Select(marked => $"{language}: {Expected(marked)}\n  found {Found(marked)}").ToList();
            output.WriteLine($"{language}: {cases.Count - failed.Count} of {cases.Count}");
            total += cases.Count;
            wrong.AddRange(failed);
        }

        output.WriteLine($"All: {total - wrong.Count} of {total}");
        Assert.InRange(total, 120, int.MaxValue);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static IEnumerable<(string Language, List<string> Cases)> Corpus()
    {
        var language = "";
        var cases = new List<string>();
        foreach (var line in File.ReadLines(Repository.PathOf("tests", "SpeechPipeline.Specs", "Segments", "sentences.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                if (cases.Count > 0)
                {
                    yield return (language, cases);
                }

                (language, cases) = (line[3..], []);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                cases.Add(line);
            }
        }

        yield return (language, cases);
    }

    static string Expected(string marked) => string.Join(" | ", marked.Split('|', StringSplitOptions.TrimEntries));

    static string Found(string marked)
    {
        var text = SpokenText.Normalize(marked.Replace("|", "", StringComparison.Ordinal));
        return string.Join(" | ", SentenceBoundaries.Find(text).Select(sentence => sentence.Of(text)));
    }
}
