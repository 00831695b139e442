using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Batches;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Normalization;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles.Docx;
using SpeechPipeline.Specs.Batches.Feeds;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Hostile.Fuzzing;

/// <summary>
/// Whatever is handed over is read or refused with words: no other exception, no cost beyond all measure. <c>FUZZ_SEED</c> and <c>FUZZ_MUTATIONS</c>
/// change where chance begins and how often it strikes.
/// </summary>
public sealed class FuzzSpecs
{
    const int Ordinary = 2_000;

    // Of one document of 20 kB.
    const long MostBytes = 400_000_000;

    static readonly int Seed = Number("FUZZ_SEED", 20260517);
    static readonly int Mutations = Number("FUZZ_MUTATIONS", Ordinary);
    static readonly RequestReader Requests = new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));

    public static TheoryData<string> Formats => ["text", "markdown", "html", "epub", "epub package", "epub archive", "docx", "docx archive", "rss", "atom", "json feed", "feed list", "feed page", "request", "batch", "query", "png", "jpeg"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_mutated_is_read_or_refused(string format)
    {
        var (sample, read) = Target(format);
        for (var i = 0; i < Mutations; i++)
        {
            var mutated = Mutation.Of(sample, Samples.Words, new Random(unchecked((Seed * 31) + i)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var problem = Problem(() => read(mutated));
            var cost = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(problem is null && cost < MostBytes, $"FUZZ_SEED={Seed}, mutation {i} of {format}: {cost:N0} bytes, {problem}\n{Convert.ToBase64String(mutated)}");
        }
    }

    static string? Problem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (UnreadableArticleException e)
        {
            return e.Fault?.Where;
        }
        catch (BatchFormatException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    static (byte[] Sample, Action<byte[]> Read) Target(string format) => format switch
    {
        "text" => (Bytes(Samples.Text), bytes => Plan(ArticleFormats.Text, bytes)),
        "markdown" => (Bytes(Samples.Markdown), bytes => Plan(ArticleFormats.Markdown, bytes)),
        "html" => (Bytes(Samples.Html), bytes => Plan(ArticleFormats.Html, bytes)),
        "epub" => (Bytes(Samples.Html), bytes => Plan(ArticleFormats.Epub, new EpubBuilder().Text("a", Encoding.Latin1.GetString(bytes)).Build())),
        "epub package" => (Bytes(Samples.Metadata), bytes => Plan(ArticleFormats.Epub, new EpubBuilder { Metadata = Encoding.UTF8.GetString(bytes) }.Text("a", "<p>Text.</p>").Build())),
        "epub archive" => (new EpubBuilder().Text("a", "<p>Text.</p>").Build(), bytes => Plan(ArticleFormats.Epub, bytes)),
        "docx" => (Bytes(Samples.Word), bytes => Plan(ArticleFormats.Docx, Word(Encoding.UTF8.GetString(bytes)))),
        "docx archive" => (Word(Samples.Word), bytes => Plan(ArticleFormats.Docx, bytes)),
        "rss" => (Bytes(Samples.Feed), ReadFeed),
        "atom" => (Bytes(Samples.Atom), ReadFeed),
        "json feed" => (Bytes(Samples.JsonFeed), ReadFeed),
        "feed list" => (Bytes(Samples.FeedList), ReadFeed),
        "feed page" => (Bytes(Samples.FeedPage), ReadFeed),
        "request" => (Bytes(Samples.Request), bytes => Requests.ReadJson(bytes)),
        "batch" => (Bytes($"{{\"defaults\":{{\"language\":\"en\"}},\"items\":[{Samples.Request},{Samples.Request}]}}"), ReadBatch),
        "query" => (Bytes("""{"Ann":"af_bella","Ben":"am_adam"}"""), ReadQuery),
        "png" => (Picture.Png(8, 8), bytes => CoverImage.TryRead(bytes, out _, out _)),
        _ => (Picture.Jpeg(8, 8), bytes => CoverImage.TryRead(bytes, out _, out _)),
    };

    static void Plan(ArticleFormat format, byte[] bytes)
    {
        format.Check(new BinaryData(bytes));
        var words = new ArticleNormalizer("en", null, null);
        var article = ArticleReader.Read(new ArticleSource(format, new BinaryData(bytes)), new ReadingSettings(Captions: true));
        Assert.All(Segmenter.Cut(article.Chapters.Select(words.Of), new SpeechOptions().Model("any").Limits), part => Assert.NotEmpty(part.Segments));
    }

    static void ReadFeed(byte[] bytes)
    {
        Syndication.Count(FeedSource.Of(bytes, charset: null, address: null));
        ReadingFault? unexpected = null;
        foreach (var job in FeedReadingOf.Read(new MemoryStream(bytes), new Uri("https://news.example/feed"), unexpected: (_, fault) => unexpected = fault))
        {
            _ = FeedEntryProblem.Find(job) is not null || Requests.ReadJson(job) is not null;
        }

        Assert.Null(unexpected);
    }

    static void ReadBatch(byte[] bytes)
    {
        var items = new JsonItems(new MemoryStream(bytes)).ReadAsync(TestContext.Current.CancellationToken).ToBlockingEnumerable();
        var log = new LogLines();
        foreach (var item in items.Where(item => item.Content is not null))
        {
            new BatchItemReader(Requests, new Logger<BatchItemReader>(log)).Read("bat", item.Number, item.Content, null);
        }

        Assert.Empty(log.Lines);
    }

    static void ReadQuery(byte[] bytes) => Requests.ReadDocument(
        ArticleSource.FromText(ArticleFormats.Text, "Ann: A sentence."),
        new[] { "speakers", "pauses", "pronunciations", "loudness_lufs", "title" }.Select(name => KeyValuePair.Create(name, Encoding.Latin1.GetString(bytes))));

    static byte[] Word(string body) => new DocxBuilder().Body(body).Build().ToArray();

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static int Number(string variable, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : byDefault;
}
