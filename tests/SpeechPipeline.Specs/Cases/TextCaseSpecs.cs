using System.Globalization;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Cases;

/// <summary>
/// Small inputs after public bug reports, from a folder <c>shared/cases/text</c> beside the repository. Each has an <c>expected.txt</c> that
/// says in prose what a listener should hear; <c>heard.txt</c> says it as a plan, written down after each plan was read beside that prose.
/// Compared is all that is heard: the titles of chapters, the words of every segment, the kind of every pause (so the borders of
/// paragraphs), and the language where the case is about it. Of a segment of more than 300 characters its beginning, length and end.
/// A letter that differs fails the case.
/// </summary>
public sealed class TextCaseSpecs(ITestOutputHelper output)
{
    const int LongestWhole = 300;
    const int Quoted = 100;

    /// <summary>Cases of which <c>expected.txt</c> is not followed to the letter, each with the reason; what is heard instead stands in <c>heard.txt</c>.</summary>
    static readonly Dictionary<string, string> Disagreed = new()
    {
        ["057-md-jekyll"] = "The title of the front matter is not spoken, as in 070, where only the text is wanted: it names the episode.",
        ["056-md-hugo"] = "Likewise: the title of the front matter is a tag.",
        ["005-superscript-note-marks"] = "\"m²\" is left to the model, as expected.txt allows, and not written out as square metres.",
        ["065-md-code-inline"] = "Inline code is said as it is, as expected.txt grants; its names are not parted into words.",
        ["074-md-speaker-labels"] = "Stage directions stay: which model laughs at which tag is no rule of the text.",
        ["130-epub-smil-video-tables"] = "A cell that spans rows is said once, with its first row.",
        ["173-html-paywall"] = "That the rest is for subscribers is not said, nor is the offer.",
    };

    static readonly IOptions<SpeechOptions> Speech = Options.Create(new SpeechOptions { BaseAddress = new Uri("https://speech.example/v1") });

    [Fact]
    public void Every_case_is_heard_as_it_should_be()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"There is no {Folder} beside the repository.");
        var heard = Heard();
        var wrong = new List<string>();
        foreach (var kind in heard.GroupBy(entry => entry.Kind))
        {
            var failed = kind.Where(entry => Plan(entry.Name, entry.Lines.Exists(line => line.StartsWith("language: ", StringComparison.Ordinal))) != string.Join('\n', entry.Lines))
                .Select(entry => $"{entry.Name}:\n{Plan(entry.Name, withLanguage: true)}").ToList();
            output.WriteLine($"{kind.Key}: {kind.Count() - failed.Count} of {kind.Count()}");
            wrong.AddRange(failed);
        }

        output.WriteLine($"All: {heard.Count - wrong.Count} of {heard.Count}; {Disagreed.Count} of them argued.");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public void No_case_is_forgotten()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"There is no {Folder} beside the repository.");
        Assert.Equal(Directory.GetDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), Heard().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(Disagreed.Keys, name => Assert.Contains(Heard(), entry => entry.Name == name));
    }

    static string Folder { get; } = Find();

    static string Plan(string name, bool withLanguage)
    {
        var planner = new ArticlePlanner(Speech, Options.Create(new PauseSettings()));
        var request = new RequestReader(Speech, Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()))
            .ReadJson("{\"source_url\":\"https://example.com/a\"}"u8.ToArray()).Submission!.Request;
        var input = Directory.GetFiles(Path.Combine(Folder, name), "input.*").Single();
        try
        {
            var source = new ArticleSource(ArticleFormats.OfFile(input)!, BinaryData.FromBytes(File.ReadAllBytes(input)));
            var plan = planner.Plan(request, ArticlePlanner.Open(request, source));
            var lines = new List<string>();
            if (withLanguage)
            {
                lines.Add($"language: {plan.Request.SpokenLanguage}");
            }

            var chapter = -1;
            foreach (var segment in plan.Segments)
            {
                if (segment.Chapter != chapter)
                {
                    chapter = segment.Chapter;
                    lines.Add($"## {plan.Chapters[chapter]}".TrimEnd());
                }

                lines.Add($"{segment.Pause}| {Shortened(segment.Text)}");
            }

            return lines.Exists(line => line.Contains('|')) ? string.Join('\n', lines) : "! nothing to speak";
        }
        catch (UnreadableArticleException e)
        {
            return $"! {e.Message}";
        }
    }

    static string Shortened(string text) =>
        text.Length <= LongestWhole ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Quoted]}…{text.Length}…{text[^Quoted..]}");

    static List<(string Name, string Kind, List<string> Lines)> Heard()
    {
        var heard = new List<(string Name, string Kind, List<string> Lines)>();
        foreach (var line in File.ReadLines(Repository.PathOf("tests", "SpeechPipeline.Specs", "Cases", "heard.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                var parts = line[3..].Split(" — ");
                heard.Add((parts[0], parts[1], []));
            }
            else if (line.Length > 0 && line[0] != '#' || line.StartsWith("##", StringComparison.Ordinal))
            {
                heard[^1].Lines.Add(line);
            }
        }

        return heard;
    }

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "cases", "text");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return "shared/cases/text";
    }
}
