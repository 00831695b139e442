using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Batches;

public sealed class BatchItemReaderSpecs
{
    [Fact]
    public void An_item_that_its_reader_fails_on_is_refused_alone()
    {
        var log = new LogLines();
        var items = new BatchItemReader(
            new RequestReader(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), new Broken()), new Logger<BatchItemReader>(log));

        var problem = Assert.Single(items.Read("bat_1", 7, """{"input":"The lamp was lit."}"""u8.ToArray(), defaults: null).Problems);

        Assert.Equal("#", problem.Pointer);
        var line = Assert.Single(log.Lines);
        Assert.StartsWith("Batch bat_1: item 7 could not be read, fault ", line, StringComparison.Ordinal);
        Assert.Contains(problem.Detail.TrimEnd('.').Split(' ')[^1], line, StringComparison.Ordinal);
        Assert.Contains(nameof(DivideByZeroException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("lamp", line, StringComparison.Ordinal);
    }

    /// <summary>Stands for a fault that nobody foresaw; its message quotes the text, as those of libraries do.</summary>
    sealed class Broken : IOptions<SoundOptions>
    {
        public SoundOptions Value => throw new DivideByZeroException("The lamp was lit.");
    }
}
