using System.Text;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What a server says is found wherever it says it.</summary>
public sealed class ErrorReasonSpecs
{
    [Theory]
    [InlineData("""{"error":{"message":"Because.","type":"t","param":null,"code":null}}""", "Because.")]
    [InlineData("""{"error":"Because."}""", "Because.")]
    [InlineData("""{"error":{"error":"Because."}}""", "Because.")]
    [InlineData("""{"error":{"code":"404","message":"Resource not found"}}""", "Resource not found")]
    [InlineData("""{"detail":"Because."}""", "Because.")]
    [InlineData("""{"detail":{"error":"invalid_model","message":"Because.","type":"t"}}""", "Because.")]
    [InlineData("""{"detail":[{"type":"missing","loc":["body","voice"],"msg":"Field required","input":{}}]}""", "body.voice: Field required")]
    [InlineData("""{"detail":["One.","Two."]}""", "One.; Two.")]
    [InlineData("""{"message":"Because.","code":400,"type":"BadRequestError","param":"voice"}""", "Because.")]
    [InlineData("""{"object":"error","message":"Because.","code":404}""", "Because.")]
    [InlineData("""{"type":"about:blank","title":"Bad","status":400,"detail":"Because."}""", "Because.")]
    [InlineData("""{"errors":[{"message":"Because."}]}""", "Because.")]
    [InlineData("\uFEFF {\"error\":\"Because.\"}", "Because.")]
    [InlineData("\"Because.\"", "Because.")]
    [InlineData("Because.\r\n  And so on.", "Because. And so on.")]
    [InlineData("<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head><body><h1>No</h1></body></html>", "502 Bad Gateway")]
    [InlineData("<html><body><h1>It is <b>late</b> &amp; dark</h1></body></html>", "It is late & dark")]
    [InlineData("<html><body>Nothing</body></html>", null)]
    [InlineData("{\"error\":\"cut", "{\"error\":\"cut")]
    [InlineData("{}", null)]
    [InlineData("null", "null")]
    [InlineData("", null)]
    [InlineData("\u0001\u0002\u0003", null)]
    public void The_reason_is_found(string body, string? reason) => Assert.Equal(reason, ErrorReason.Read(Encoding.UTF8.GetBytes(body)).Text);

    [Fact]
    public void A_long_reason_is_shortened() =>
        Assert.InRange(ErrorReason.Read(Encoding.UTF8.GetBytes(new string('x', 5_000))).Text!.Length, 400, 501);

    [Fact]
    public void What_nobody_else_is_to_read_is_left_out() => Assert.Equal(
        "The key … cannot speak '…'.",
        ErrorReason.Read("The key sk-0123456789 cannot speak 'A text of the caller.'."u8, "sk-0123456789", "A text\nof the caller.").Text);

    [Fact]
    public void The_fields_that_an_answer_names_are_found()
    {
        Assert.Equal(["language"], ErrorReason.Read("""{"error":{"message":"No.","param":"language"}}"""u8).Fields);
        Assert.Equal(["sample_rate", "stream"], ErrorReason.Read("""{"detail":[{"loc":["body","sample_rate"],"msg":"No."},{"loc":["body","stream"],"msg":"No."}]}"""u8).Fields);
    }

    [Fact]
    public void Whatever_the_bytes_there_is_no_exception()
    {
        var random = new Random(7);
        var seed = """{"detail":[{"loc":["body",1],"msg":"x"}],"error":{"message":{"a":[[[[[[[[1]]]]]]]]}}} <title>x</title>"""u8.ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var body = (byte[])seed.Clone();
            for (var i = 0; i < 4; i++)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            Assert.True(ErrorReason.Read(body.AsSpan(0, random.Next(body.Length))).Text is not { Length: > 501 });
        }
    }
}
