using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Articles.Html.Choice;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// How well the article is found in pages whose text people marked, and how long it takes: with the trees that are built in, which were
/// learned from such pages, and, for pages that were never seen, each half of them with trees that are learned from the other.
/// </summary>
static class ArticlesBenchmark
{
    const int Worst = 40;

    public static void Run(string folder)
    {
        var pages = MarkedPage.In(folder);
        Read(pages[0], BlockModel.Default);
        var before = Environment.CpuUsage.TotalTime;
        var known = pages.ConvertAll(page => PageScore.Of(page, Read(page, BlockModel.Default)));
        var milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / pages.Count;
        Console.WriteLine($"with the trees that are built in:  {PageScore.Summary(known)}; {milliseconds:0.0} ms CPU a page");
        var unseen = new List<PageScore>();
        foreach (var half in (int[])[0, 1])
        {
            var model = BlockLearning.Learn(pages.Where(page => page.Half != half));
            var scores = pages.Where(page => page.Half == half).Select(page => PageScore.Of(page, Read(page, model))).ToList();
            Console.WriteLine($"half {half}, learned from the other:   {PageScore.Summary(scores)}");
            unseen.AddRange(scores);
        }

        Console.WriteLine($"each half, learned from the other: {PageScore.Summary(unseen)}");
        foreach (var score in unseen.OrderBy(score => score.F1).Take(Worst))
        {
            Console.WriteLine($"{score.Page.Name} F1 {score.F1:0.000}, precision {score.Precision:0.00}, recall {score.Recall:0.00}");
        }

        Console.WriteLine("leaked:");
        foreach (var score in unseen.Where(score => score.Leaked.Length > 0))
        {
            Console.WriteLine($"{score.Page.Name} half {score.Page.Half}: {string.Join(" | ", score.Leaked.Select(snippet => snippet.ReplaceLineEndings(" ")))}");
        }
    }

    /// <summary>Writes the trees that are built in.</summary>
    public static void Learn(string folder, string path) => File.WriteAllText(path, BlockLearning.Learn(MarkedPage.In(folder)).ToString());

    static string Read(MarkedPage page, BlockModel model)
    {
        try
        {
            return string.Join('\n', HtmlReader.Read(page.Source, ReadingSettings.Default, model).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
        }
        catch (UnreadableArticleException)
        {
            return "";
        }
    }
}
