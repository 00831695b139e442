using System.Text;
using System.Text.Json;
using CsCheck;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Specs.Batches;

public sealed class JsonItemsSpecs
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static readonly Gen<string> Item = Gen.OneOf(
        Gen.String.Select(text => JsonSerializer.Serialize(new { input = text })),
        Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Const("""{"a":[1,{"b":"]},{"}],"c":null}"""),
        Gen.Const("[[],{}]"),
        Gen.Const("null"));

    [Fact]
    public void Items_are_found_byte_for_byte_whatever_the_pieces_they_come_in() =>
        Gen.Select(Item.Array[0, 30], Gen.Int[1, 40].Array[1, 5], Gen.Bool, Gen.Bool).Sample((items, sizes, bom, fieldsFirst) =>
        {
            var (fields, list) = ("\"defaults\" : {\"voice\":\"x\"}", $"\"items\":[ {string.Join(" ,\n", items)} ]");
            var source = Bytes((bom ? "\uFEFF" : "") + $" {{ {(fieldsFirst ? fields : list)} , {(fieldsFirst ? list : fields)} }} ");
            var json = new JsonItems(new PiecesStream(source, sizes));

            var found = Read(json);

            Assert.Equal(items, found.Select(item => Encoding.UTF8.GetString(item.Content!)));
            Assert.Equal(items, found.Select(item => Encoding.UTF8.GetString(source, (int)item.Offset, item.Length)));
            Assert.Equal(Enumerable.Range(0, items.Length), found.Select(item => item.Number));
            Assert.True(json.HasItems);
            Assert.Equal("x", json.Fields["defaults"].GetProperty("voice").GetString());
        }, iter: 300);

    [Theory]
    [InlineData("[]", "# is not a JSON object.")]
    [InlineData("", "# is not JSON: line 1, byte 1.")]
    [InlineData("""{"items":{}}""", "#/items is not an array.")]
    [InlineData("""{"items":[],"items":[]}""", "#/items is given twice.")]
    [InlineData("""{"webhook":1,"webhook":2}""", "#/webhook is given twice.")]
    [InlineData("""{"items":[{"input":"a"}""", "# is not JSON: line 1, byte 24.")]
    [InlineData("{\"items\":[\n  {\"input\": secret}]}", "# is not JSON: line 2, byte 13.")]
    [InlineData("""{"items":[]} x""", "# is not JSON: line 1, byte 14.")]
    public void What_is_no_batch_is_refused_with_its_place_and_without_its_text(string source, string message)
    {
        var e = Assert.Throws<BatchFormatException>(() => Read(new JsonItems(new PiecesStream(Bytes(source), [3]))));
        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void An_item_that_is_too_long_is_named_but_not_kept()
    {
        var source = Bytes($$"""{"items":[{"input":"{{new string('x', BatchItem.MaxBytes)}}"},{"input":"b"}]}""");

        var found = Read(new JsonItems(new MemoryStream(source)));

        Assert.Null(found[0].Content);
        Assert.Equal(BatchItem.MaxBytes + 12, found[0].Length);
        Assert.Equal("""{"input":"b"}""", Encoding.UTF8.GetString(found[1].Content!));
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static List<BatchItem> Read(JsonItems json) => json.ReadAsync(Cancellation).ToBlockingEnumerable(Cancellation).ToList();
}
