using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Requests;

public sealed class RequestReaderSpecs
{
    const string Page = "<html lang=fr-CA><title>Titre</title><body><article><p>Une phrase assez longue, avec des virgules, pour un article.</p></article>";

    [Fact]
    public void A_page_is_read_at_once_and_completes_the_request()
    {
        var submission = Read(new { article = new { format = "html", content = Page, captions = true, tables = false } }).Submission!;

        Assert.Equal((ArticleFormats.Html, "Titre", "fr-ca"), (submission.Request.Source.Format, submission.Request.Source.Title, submission.Request.Voice.Language));
        Assert.Equal(new ReadingSettings(Captions: true, Tables: false), submission.Request.Source.Reading);
        Assert.True(submission.Article!.HasSpeech);
    }

    [Theory]
    [InlineData("""{"input":"Hello."}""", null, null)]
    [InlineData("""{"input":"Hello.","voice":null,"model":null}""", null, null)]
    [InlineData("""{"input":"Hello.","voice":"af_heart"}""", SpeechChoice.Voice, "voice")]
    [InlineData("""{"input":"Hello.","model":"hexgrad/Kokoro-82M"}""", SpeechChoice.Model, "model")]
    [InlineData("""{"input":"Hello.","model":"hexgrad/Kokoro-82M","voice":"af_heart"}""", SpeechChoice.Model | SpeechChoice.Voice, "model, voice")]
    public void What_the_caller_names_is_told_from_what_is_filled_in(string body, SpeechChoice? named, string? stored)
    {
        var request = Reader().ReadJson(Encoding.UTF8.GetBytes(body)).Submission!.Request;
        Assert.Equal(("hexgrad/Kokoro-82M", "af_heart", named), (request.Voice.Model, request.Voice.Name, request.Voice.Named));
        var json = JsonSerializer.SerializeToElement(request, PipelineJson.Options);
        Assert.Equal(stored, json.TryGetProperty("named", out var field) ? field.GetString() : null);
        Assert.Equal(named, json.Deserialize<JobRequest>(PipelineJson.Options)!.Voice.Named);
    }

    [Fact]
    public void A_book_is_looked_at_from_outside_only()
    {
        var deep = new EpubBuilder().Text("a", string.Concat(Enumerable.Repeat("<div>", 20_000))).Build();
        var submission = Read(new { article = new { format = "epub", content = deep } }).Submission!;

        Assert.Null(submission.Article);
        Assert.Null(submission.Request.Voice.Language);
        Assert.Equal(deep, submission.Source!.Content.ToArray());
    }

    [Fact]
    public void A_long_page_is_left_to_the_runner()
    {
        var submission = Read(new { article = new { format = "html", content = new string('<', 3 * 1024 * 1024) } }).Submission!;

        Assert.Null(submission.Article);
    }

    [Fact]
    public void An_address_may_come_with_how_its_document_is_to_be_read()
    {
        var submission = Read(new { source_url = "https://example.com/a", article = new { title = "Mine", include_matter = true } }).Submission!;

        Assert.Equal(("https://example.com/a", "Mine", null, true), (submission.Request.Source.Address, submission.Request.Source.Title, submission.Request.Source.Format, submission.Request.Source.Reading!.IncludeMatter));
        Assert.Null(submission.Source);
    }

    [Theory]
    [InlineData("""{"article":{"format":"html","content":"<nav><a href=x>Home</a></nav>"}}""", "#/article/content", "No article was found")]
    [InlineData("""{"article":{"format":"html","content":" "}}""", "#/article/content", "is empty")]
    [InlineData("""{"article":{"format":"epub","content":"not base64!"}}""", "#/article/content", "base64")]
    [InlineData("""{"article":{"format":"epub","content":"AAAA"}}""", "#/article/content", "not a valid EPUB")]
    [InlineData("""{"article":{"format":"html","content":"<p>a","captions":"yes"}}""", "#/article/captions", "true or false")]
    [InlineData("""{"source_url":"https://example.com/","input":"a"}""", "#/source_url", "exactly one")]
    [InlineData("""{"source_url":"https://example.com/","article":{"format":"html"}}""", "#/article/format", "source_url")]
    [InlineData("""{"source_url":"https://example.com/","article":{"content":"a"}}""", "#/article/content", "source_url")]
    [InlineData("""{"source_url":"http://169.254.169.254/"}""", "#/source_url", "link-local")]
    [InlineData("""{"source_url":"/etc/passwd"}""", "#/source_url", "absolute address")]
    [InlineData("""{"source_url":"file:///etc/passwd"}""", "#/source_url", "https://")]
    [InlineData("""{"article":{"format":"text","content":"a","date":"17 May"}}""", "#/article/date", "a date such as")]
    [InlineData("""{"source_url":5}""", "#/source_url", "a string")]
    public void A_wrong_source_is_named(string body, string pointer, string detail)
    {
        var problem = Assert.Single(Reader().ReadJson(Encoding.UTF8.GetBytes(body)).Problems);

        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(detail, problem.Detail);
    }

    [Fact]
    public void A_document_body_has_its_options_in_the_query_and_its_charset_in_its_type()
    {
        var body = new ArticleSource(ArticleFormats.Html, new BinaryData(Encoding.Latin1.GetBytes("<p>Grüße an alle.")), "text/html; charset=iso-8859-1");
        var submission = Reader().ReadDocument(body, [new("captions", "true"), new("tables", "false"), new("include_matter", "true"), new("title", "Mine"), new("date", "2026-05-17")]).Submission!;

        Assert.Equal("Grüße an alle.", submission.Article!.Chapters[0].Blocks[^1].Text);
        Assert.Equal((new ReadingSettings(true, false, true), "Mine", new DateOnly(2026, 5, 17)), (submission.Request.Source.Reading, submission.Request.Source.Title, submission.Request.Source.Date));
        Assert.Equal("?captions", Assert.Single(Reader().ReadDocument(body, [new("captions", "maybe")]).Problems).Pointer);
        Assert.Equal("#", Assert.Single(Reader().ReadDocument(body with { Content = new BinaryData("") }, []).Problems).Pointer);
    }

    [Theory]
    [InlineData("text/plain; charset=windows-1251", "windows-1251")]
    [InlineData("text/plain; charset=shift_jis", "shift_jis")]
    [InlineData("text/plain; charset=utf-16le", "utf-16")]
    [InlineData("text/plain", "windows-1251")]
    public void Text_is_read_in_the_encoding_that_its_type_or_its_bytes_name(string type, string encoding)
    {
        var text = encoding == "shift_jis" ? "ランプが灯り、家の中が明るくなった。" : "Лампу зажгли, и весь дом увидел её с дороги, ведущей к морю.";
        var body = new BinaryData((CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text));

        Assert.Equal(text, Reader().ReadDocument(new ArticleSource(ArticleFormats.Text, body, type), []).Submission!.Article!.Chapters[0].Blocks[0].Text);
    }

    [Fact]
    public void An_encoding_that_is_not_known_is_named_unless_the_page_was_fetched()
    {
        var body = new ArticleSource(ArticleFormats.Text, new BinaryData("The lamp was lit."), "text/plain; charset=klingon");

        Assert.Contains("'klingon'", Assert.Single(Reader().ReadDocument(body, []).Problems).Detail, StringComparison.Ordinal);
        Assert.NotNull(Reader().ReadDocument(body with { Address = new Uri("https://example.com/a") }, []).Submission);
    }

    [Fact]
    public void A_picture_under_a_name_of_text_is_no_text()
    {
        byte[] picture = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 0x0D, .. "IHDR"u8, 0, 0, 2, 0, 0, 0, 2, 0, 8, 6, 0, 0, 0];

        Assert.Contains("is not text", Assert.Single(Reader().ReadDocument(new ArticleSource(ArticleFormats.Text, new BinaryData(picture), "text/plain"), []).Problems).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input":"a"}""", -18.5)]
    [InlineData("""{"input":"a","loudness_lufs":-14}""", -14.0)]
    [InlineData("""{"input":"a","loudness_lufs":"off"}""", null)]
    public void The_loudness_that_is_set_holds_for_jobs_that_name_none(string body, double? loudness)
    {
        var request = Reader(new SoundOptions { LoudnessLufs = -18.5 }).ReadJson(Encoding.UTF8.GetBytes(body)).Submission!.Request;
        Assert.Equal(loudness, request.Output.LoudnessLufs);
    }

    [Fact]
    public void Speed_instructions_and_further_fields_are_the_voices()
    {
        var voice = Read(new { input = "a", speed = 0.25, instructions = "Slowly.", extra_body = new { cfg_scale = 2 } }).Submission!.Request.Voice;
        Assert.Equal((0.25, "Slowly.", """{"cfg_scale":2}"""), (voice.Speed, voice.Instructions, voice.ExtraBody!.Value.GetRawText()));
        var query = Reader().ReadDocument(ArticleSource.FromText(ArticleFormats.Text, "A."), [new("speed", "1.5"), new("extra_body", """{"seed":1}""")]).Submission!.Request.Voice;
        Assert.Equal((1.5, """{"seed":1}"""), (query.Speed, query.ExtraBody!.Value.GetRawText()));
        Assert.Null(Read(new { input = "a", instructions = " \n" }).Submission!.Request.Voice.Instructions);
    }

    [Fact]
    public void Instructions_and_further_fields_are_of_bounded_length()
    {
        static string LongestOfExtra(int more) => new('x', (16 * 1024) - """{"a":""}""".Length + more);
        foreach (var name in (string[])["extra_params", "extra_body"])
        {
            Assert.Empty(Read(new Dictionary<string, object> { ["input"] = "a", [name] = new { a = LongestOfExtra(0) } }).Problems);
            var problem = Assert.Single(Read(new Dictionary<string, object> { ["input"] = "a", [name] = new { a = LongestOfExtra(1) } }).Problems);
            Assert.Equal(($"#/{name}", "is longer than 16384 characters."), (problem.Pointer, problem.Detail));
        }

        Assert.Empty(Read(new { input = "a", instructions = new string('x', 4_096) }).Problems);
        Assert.Equal("#/instructions", Assert.Single(Read(new { input = "a", instructions = new string('x', 4_097) }).Problems).Pointer);
    }

    [Theory]
    [InlineData("""{"input":"a","speed":0.2}""", "#/speed", "from 0.25 to 4")]
    [InlineData("""{"input":"a","speed":4.1}""", "#/speed", "from 0.25 to 4")]
    [InlineData("""{"input":"a","speed":"fast"}""", "#/speed", "from 0.25 to 4")]
    [InlineData("""{"input":"a","instructions":7}""", "#/instructions", "a string")]
    [InlineData("""{"input":"a","extra_body":[]}""", "#/extra_body", "an object")]
    [InlineData("""{"input":"a","extra_body":{"a":"\ud800"}}""", "#/extra_body", "surrogate")]
    [InlineData("""{"input":"a","extra_body":{"model":"x"}}""", "#/extra_body/model", "a field of the job itself")]
    [InlineData("""{"input":"a","extra_body":{"stream":true}}""", "#/extra_body/stream", "a field of the job itself")]
    [InlineData("""{"input":"a","extra_body":{"Model":"x"}}""", "#/extra_body/Model", "a field of the job itself")]
    [InlineData("""{"ssml":true,"article":{"format":"text","content":"a"}}""", "#/ssml", "the format says so")]
    public void What_is_no_way_of_speaking_is_refused(string body, string pointer, string words)
    {
        var problem = Assert.Single(Reader().ReadJson(Encoding.UTF8.GetBytes(body)).Problems);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(words, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input":"a"}""", 300, 500)]
    [InlineData("""{"input":"a","lead_in_ms":0,"lead_out_ms":10000}""", 0, 10_000)]
    [InlineData("""{"input":"a","loudness":"audiobook"}""", 600, 1_500)]
    [InlineData("""{"input":"a","loudness":"audiobook","lead_in_ms":20,"lead_out_ms":30}""", 20, 30)]
    public void The_silence_around_the_words_is_the_callers_or_what_suits_the_sound(string body, int leadIn, int leadOut)
    {
        var output = Reader().ReadJson(Encoding.UTF8.GetBytes(body)).Submission!.Request.Output;
        Assert.Equal((leadIn, leadOut), (output.LeadInMs, output.LeadOutMs));
        Assert.Equal(body.Contains("audiobook", StringComparison.Ordinal) ? TargetLoudness.Audiobook : TargetLoudness.Integrated(-16), output.Target);
    }

    [Theory]
    [InlineData("""{"input":"a","lead_in_ms":-1}""", "#/lead_in_ms", "from 0 to 10000")]
    [InlineData("""{"input":"a","lead_out_ms":10001}""", "#/lead_out_ms", "from 0 to 10000")]
    [InlineData("""{"input":"a","lead_out_ms":"1"}""", "#/lead_out_ms", "integer")]
    [InlineData("""{"input":"a","loudness":"loud"}""", "#/loudness", "audiobook")]
    [InlineData("""{"input":"a","loudness":-16}""", "#/loudness", "a string")]
    [InlineData("""{"input":"a","loudness":"audiobook","loudness_lufs":-18}""", "#/loudness", "leave one of them out")]
    public void What_is_no_silence_or_loudness_is_refused(string body, string pointer, string words)
    {
        var problem = Assert.Single(Reader().ReadJson(Encoding.UTF8.GetBytes(body)).Problems);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(words, problem.Detail, StringComparison.Ordinal);
    }

    static RequestResult Read(object body) => Reader().ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));

    static RequestReader Reader(SoundOptions? sound = null) => new(
        Options.Create(new SpeechOptions { BaseAddress = new Uri("http://127.0.0.1/") }), Options.Create(new OutboundOptions()), Options.Create(sound ?? new SoundOptions()));
}
