using System.Text;
using CsCheck;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Specs.Batches;

public sealed class NdjsonItemsSpecs
{
    static readonly string[] Lines = ["""{"input":"å €"}""", "", "  ", "not json", "\t{}"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Lines_are_found_byte_for_byte_whatever_the_pieces_they_come_in() =>
        Gen.Select(Gen.OneOf([.. Lines.Select(Gen.Const)]).Array[1, 20], Gen.Int[1, 9].Array[1, 4], Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n")), Gen.Bool, Gen.Bool)
            .Sample((lines, sizes, end, bom, endsLast) =>
            {
                var source = Encoding.UTF8.GetBytes((bom ? "\uFEFF" : "") + string.Join(end, lines) + (endsLast ? end : ""));

                var found = Read(new PiecesStream(source, sizes));

                var expected = lines.Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).ToList();
                Assert.Equal(expected.Select(line => line.Item.Trim()), found.Select(item => Encoding.UTF8.GetString(item.Content!)));
                Assert.Equal(expected.Select(line => line.Item.Trim()), found.Select(item => Encoding.UTF8.GetString(source, (int)item.Offset, item.Length)));
                Assert.Equal(expected.Select(line => (int?)line.Index + 1), found.Select(item => item.Line));
                Assert.Equal(Enumerable.Range(0, expected.Count), found.Select(item => item.Number));
            }, iter: 500);

    [Fact]
    public void A_line_that_is_too_long_is_passed_over_and_the_next_is_read()
    {
        var source = Encoding.UTF8.GetBytes($"{{}}\n{new string('x', BatchItem.MaxBytes + 1)}\n[]\n");

        var found = Read(new MemoryStream(source));

        Assert.Equal([2, BatchItem.MaxBytes + 1, 2], found.Select(item => item.Length));
        Assert.Null(found[1].Content);
        Assert.Equal(3, found[2].Line);
        Assert.Equal("[]"u8.ToArray(), found[2].Content);
    }

    static List<BatchItem> Read(Stream source) => NdjsonItems.ReadAsync(source, Cancellation).ToBlockingEnumerable(Cancellation).ToList();
}
