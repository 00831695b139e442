using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Normalization;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// What it costs to make a plan of a text: CPU seconds of the whole process, the least of five runs, at 1, 2, 4 and 8 times the length
/// of a novel, and the cost of a character compared with the shortest. The novel is that of the specifications, where it is there;
/// else as many made-up words. Then the same from the bytes of an EPUB to its plan, beside the limit for that; and what memory a book of
/// 1, 2, 4 and 8 times as many chapters takes: <see cref="BookMemory"/>.
/// </summary>
static class SegmentingBenchmark
{
    const int Runs = 5;

    /// <summary>Seconds of CPU that a book may take from its bytes to its plan.</summary>
    const double BookLimit = 2;

    static readonly JobRequest Request = new(
        new(ArticleFormats.Text, Title: "Benchmark"),
        new("hexgrad/Kokoro-82M", "af_heart", "en", Pronunciations: [.. Enumerable.Range(0, 100).Select(i => new Pronunciation($"word{i}", $"spoken {i}")), new("Holmes", "Homes")]),
        new(OutputFormats.Mp3, SampleEncoding.PcmS16Le, null, 128_000),
        new(null, null, new Dictionary<string, string>()));

    public static void Run()
    {
        var novel = RealArticles.Novel() ?? MadeUpNovel.Text();
        var planner = new ArticlePlanner(Options.Create(new SpeechOptions { Identity = "none" }), Options.Create(new PauseSettings()));
        Console.WriteLine($"a novel of {novel.Length:N0} characters{(RealArticles.Novel() is null ? ", made up" : "")}; 101 pronunciations");
        var (cold, _) = Least(() => planner.Plan(Request, Read(novel)), runs: 1);
        Console.WriteLine($"the first time in this process, read and planned: {cold:0.000} s CPU, compiling included");
        // Until the compiler has settled.
        Least(() => planner.Plan(Request, Read(novel)), runs: 30);
        double? first = null;
        foreach (var times in (int[])[1, 2, 4, 8])
        {
            var text = string.Concat(Enumerable.Repeat(novel, times));
            var (reading, article) = Least(() => Read(text));
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var (planning, plan) = Least(() => planner.Plan(Request, article));
            allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Runs;
            var each = planning / text.Length;
            first ??= each;
            Console.WriteLine(
                $"{times} x: {text.Length:N0} characters, {plan.Segments.Count:N0} segments; read {reading:0.000} s, planned {planning:0.000} s CPU = "
                + $"{each * 1e9:0} ns a character, {each / first:0.00} of the first; {allocated / 1e6:0} MB allocated");
        }

        var request = Request with { Source = Request.Source with { Format = ArticleFormats.Epub } };
        PrintBook(planner, request);
        BookMemory.Print(planner, request);
    }

    static void PrintBook(ArticlePlanner planner, JobRequest request)
    {
        var book = BookMemory.One();
        var (seconds, plan) = Least(() => BookMemory.Plan(planner, request, book));
        Console.WriteLine(
            $"an EPUB of {book.Length / 1e6:0.0} MB{(RealArticles.Book() is null ? ", made up" : "")}, from its bytes to the plan of {plan.Segments.Count:N0} segments, {plan.Characters:N0} characters: "
            + $"{seconds:0.000} s CPU, {seconds / BookLimit:0.00} of the limit of {BookLimit:0} s");
    }

    static Article Read(string text) => ArticleReader.Read(ArticleSource.FromText(ArticleFormats.Text, text));

    static (double CpuSeconds, T Result) Least<T>(Func<T> work, int runs = Runs)
    {
        var (least, result) = (double.MaxValue, default(T)!);
        for (var run = 0; run < runs; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            result = work();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return (least, result);
    }
}
