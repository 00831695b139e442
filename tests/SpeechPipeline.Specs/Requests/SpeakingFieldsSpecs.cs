using System.Text;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Requests;

public sealed class SpeakingFieldsSpecs
{
    static readonly RequestReader Reader = new(Options.Create(new SpeechOptions { BaseAddress = new Uri("https://speech.example/v1") }), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));

    [Theory]
    [InlineData("""{"SQL":"sequel","nginx":"engine x"}""")]
    [InlineData("""["SQL/sequel"," nginx /engine x"]""")]
    [InlineData("""[{"written":"SQL","spoken":"sequel"},"nginx/ engine x "]""")]
    public void Pronunciations_are_a_map_or_a_list(string json) =>
        Assert.Equal([new Pronunciation("SQL", "sequel"), new Pronunciation("nginx", "engine x")], Read($$"""{"input":"a","pronunciations":{{json}}}""").Submission!.Request.Voice.Pronunciations!);

    [Theory]
    [InlineData("""{"\ud83d":"x"}""")]
    [InlineData("""{"SQL":"\ud83d"}""")]
    [InlineData("""{"SQL":"a","SQL":"b"}""")]
    [InlineData("[[[[[[[[[1]]]]]]]]]")]
    [InlineData("")]
    public void What_is_no_json_in_a_query_is_refused_by_its_name(string value)
    {
        var read = Reader.ReadDocument(
            new ArticleSource(ArticleFormats.Text, BinaryData.FromString("A sentence."), null), [KeyValuePair.Create("pronunciations", value)]);
        Assert.Equal("?pronunciations", Assert.Single(read.Problems).Pointer);
    }

    [Theory]
    [InlineData("""{"pronunciations":"SQL/sequel"}""", "#/pronunciations")]
    [InlineData("""{"pronunciations":{"SQL":5}}""", "#/pronunciations/SQL")]
    [InlineData("""{"pronunciations":{"a/b":""}}""", "#/pronunciations/a~1b")]
    [InlineData("""{"pronunciations":{"":"x"}}""", "#/pronunciations/")]
    [InlineData("""{"pronunciations":{"a":"!"}}""", "#/pronunciations/a")]
    [InlineData("""{"pronunciations":{"a":"\ud800"}}""", "#/pronunciations/a")]
    [InlineData("""{"pronunciations":["a"]}""", "#/pronunciations/0")]
    [InlineData("""{"pronunciations":[{"written":"a"}]}""", "#/pronunciations/0")]
    [InlineData("""{"pronunciations":["a/b",5]}""", "#/pronunciations/1")]
    [InlineData("""{"pronunciations":{"nginx":"x","Nginx":"y"}}""", "#/pronunciations/Nginx")]
    [InlineData("""{"speakers":["Anna"]}""", "#/speakers")]
    [InlineData("""{"speakers":{"Anna":null}}""", "#/speakers/Anna")]
    [InlineData("""{"speakers":{"Anna":5}}""", "#/speakers/Anna")]
    [InlineData("""{"speakers":{"Anna":""}}""", "#/speakers/Anna")]
    [InlineData("""{"speakers":{"Anna":"a+"}}""", "#/speakers/Anna")]
    [InlineData("""{"speakers":{"An:na":"a"}}""", "#/speakers/An:na")]
    [InlineData("""{"speakers":{" ":"a"}}""", "#/speakers/ ")]
    [InlineData("""{"speakers":{"Anna":"a","ANNA":"b"}}""", "#/speakers/ANNA")]
    [InlineData("""{"pauses":5}""", "#/pauses")]
    [InlineData("""{"pauses":{"heading":-1}}""", "#/pauses/heading")]
    [InlineData("""{"pauses":{"chapter":10001}}""", "#/pauses/chapter")]
    [InlineData("""{"pauses":{"sentence":1.5}}""", "#/pauses/sentence")]
    [InlineData("""{"pauses":{"breath":5}}""", "#/pauses/breath")]
    [InlineData("""{"dry_run":"yes"}""", "#/dry_run")]
    public void What_is_wrong_is_named(string fields, string pointer)
    {
        var read = Read($"{{\"input\":\"a\",{fields[1..]}");

        Assert.Equal(pointer, Assert.Single(read.Problems).Pointer);
    }

    [Fact]
    public void There_are_bounds_for_the_count_and_the_length()
    {
        Assert.Contains("1001 entries; at most 1000", Problem($$"""{"input":"a","pronunciations":[{{string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"a{i}/b\""))}}]}"""));
        Assert.Contains("101 characters; 1 to 100", Problem($$$"""{"input":"a","pronunciations":{"{{{new string('a', 101)}}}":"b"}}"""));
        Assert.Contains("101 characters; at most 100", Problem($$$"""{"input":"a","pronunciations":{"b":"{{{new string('a', 101)}}}"}}"""));
        Assert.Contains("101 names; at most 100", Problem("{\"input\":\"a\",\"speakers\":{" + string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"a{i}\":\"b\"")) + "}}"));
    }

    [Fact]
    public void The_query_of_a_document_holds_them_as_JSON()
    {
        var read = Reader.ReadDocument(ArticleSource.FromText(ArticleFormats.Text, "Anna: SQL."),
        [
            new("speakers", """{"Anna":"af_bella"}"""), new("pronunciations", """["SQL/sequel"]"""), new("pauses", """{"paragraph":1}"""), new("dry_run", "true"),
        ]);

        Assert.Empty(read.Problems);
        Assert.True(read.Submission!.DryRun);
        Assert.Equal("af_bella", read.Submission.Request.Voice.Of("Anna"));
        Assert.Equal(1, read.Submission.Request.Voice.Pauses!.Paragraph);
        Assert.Equal("?speakers", Assert.Single(Reader.ReadDocument(ArticleSource.FromText(ArticleFormats.Text, "a"), [new("speakers", "{Anna}")]).Problems).Pointer);
    }

    static string Problem(string body) => Assert.Single(Read(body).Problems).Detail;

    static RequestResult Read(string body) => Reader.ReadJson(Encoding.UTF8.GetBytes(body));
}
