using System.IO.Compression;
using System.Runtime.CompilerServices;
using SpeechPipeline.Articles;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.TestTools;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// The most memory that is in use, counted after full collections, while books of 1, 2, 4 and 8 times as many chapters of the same
/// length are read and planned: without the book's own bytes and the plan, which grow with it, it must not grow.
/// </summary>
static class BookMemory
{
    const long BetweenLooks = 500_000;

    public static void Print(ArticlePlanner planner, JobRequest request)
    {
        var chapters = Chapters();
        var books = ((int[])[1, 2, 4, 8]).Select(times => (Chapters: times * chapters.Count, Bytes: Book(chapters, times))).ToList();
        // What is made once in a process is made before, and what the making of the books took is given back.
        Plan(planner, request, books[^1].Bytes);
        double? first = null;
        foreach (var (count, book) in books)
        {
            first = PrintOne(planner, request, book, count, first);
        }
    }

    /// <summary>The novel as it is, else made up.</summary>
    public static byte[] One() => RealArticles.Book() is { } path ? File.ReadAllBytes(path) : Book(Chapters(), 1);

    public static JobPlan Plan(ArticlePlanner planner, JobRequest request, byte[] book) =>
        planner.Plan(request, ArticlePlanner.Open(request, new ArticleSource(ArticleFormats.Epub, new BinaryData(book))));

    // A method of its own, so that nothing of one book is in use while the next is looked at.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double PrintOne(ArticlePlanner planner, JobRequest request, byte[] book, int chapters, double? first)
    {
        var before = InUse();
        var (plan, peak, looks) = WithPeak(() => Plan(planner, request, book));
        var planned = InUse() - before;
        var rest = (peak - before - planned) / 1e6;
        Console.WriteLine(
            $"a book of {chapters} chapters, {book.Length / 1e6:0.0} MB: {(peak - before) / 1e6:0.0} MB in use at the peak ({looks:N0} looks), "
            + $"{planned / 1e6:0.0} MB of it the plan of {plan.Segments.Count:N0} segments; the rest is {rest:0.0} MB, {rest / (first ?? rest):0.00} of the first");
        GC.KeepAlive(book);
        return first ?? rest;
    }

    // One thread works; another stops it again and again, and looks at what is left.
    static (T Result, long Peak, int Looks) WithPeak<T>(Func<T> work)
    {
        var (peak, looks) = (0L, 0);
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            for (var last = GC.GetTotalAllocatedBytes(); !done.IsSet; Thread.Yield())
            {
                if (GC.GetTotalAllocatedBytes() - last < BetweenLooks)
                {
                    continue;
                }

                GC.Collect();
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                last = GC.GetTotalAllocatedBytes();
                looks++;
            }
        });
        watch.Start();
        var result = work();
        done.Set();
        watch.Join();
        return (result, peak, looks);
    }

    static long InUse()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    static byte[] Book(IReadOnlyList<string> chapters, int times)
    {
        var book = new EpubBuilder();
        var contents = new List<string>();
        for (var time = 0; time < times; time++)
        {
            foreach (var (i, chapter) in chapters.Index())
            {
                var name = $"c{time}-{i}";
                book.Text(name, chapter);
                contents.Add($"<li><a href='text/{name}.xhtml'>Chapter {contents.Count + 1}</a></li>");
            }
        }

        return book.Contents(string.Concat(contents)).Build();
    }

    /// <summary>The bodies of the novel's twelve stories; else as many made-up ones.</summary>
    static List<string> Chapters()
    {
        if (RealArticles.Book() is not { } path)
        {
            return [.. MadeUpNovel.Text().Split("\n\n").Chunk(50).Select(paragraphs => string.Concat(paragraphs.Select(paragraph => $"<p>{paragraph}</p>")))];
        }

        using var zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Where(entry => entry.FullName.Contains("/text/", StringComparison.Ordinal) && entry.Length > 10_000).Select(Body)];
    }

    static string Body(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        var page = reader.ReadToEnd();
        var start = page.IndexOf('>', page.IndexOf("<body", StringComparison.Ordinal)) + 1;
        return page[start..page.IndexOf("</body>", StringComparison.Ordinal)];
    }
}
