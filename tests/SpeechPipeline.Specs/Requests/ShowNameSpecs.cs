using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Requests;

/// <summary>What a show may be called, and how a submission names it.</summary>
public sealed class ShowNameSpecs
{
    static readonly RequestReader Reader = new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));

    [Theory]
    [InlineData("a", true)]
    [InlineData("7", true)]
    [InlineData("to-hear--next-", true)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", true)]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345", false)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    [InlineData("a.b", false)]
    [InlineData("~", false)]
    public void A_name_is_a_part_of_an_address_as_it_stands(string text, bool isName)
    {
        Assert.Equal(isName, ShowName.TryParse(text, out var name));
        Assert.Equal(isName ? text : "", name.ToString());
    }

    [Fact]
    public void A_submission_names_its_show_in_the_body_or_in_the_query()
    {
        Assert.Equal("to-hear", Read(new { input = "Hello.", show = "to-hear" }).Submission!.Request.Delivery.Show);
        var document = ArticleSource.FromText(ArticleFormats.Markdown, "# Hello\n\nThere.");
        Assert.Equal("to-hear", Reader.ReadDocument(document, [KeyValuePair.Create("show", "to-hear")]).Submission!.Request.Delivery.Show);
        Assert.Null(Read(new { input = "Hello." }).Submission!.Request.Delivery.Show);
    }

    [Fact]
    public void What_is_no_name_of_a_show_is_refused_with_what_is_allowed()
    {
        var problem = Assert.Single(Read(new { input = "Hello.", show = "To Hear" }).Problems);
        Assert.Equal(("#/show", "is 'To Hear'; it must be 1 to 64 of a-z, 0-9 and '-', beginning with a letter or a digit."), (problem.Pointer, problem.Detail));
        var document = ArticleSource.FromText(ArticleFormats.Markdown, "# Hello\n\nThere.");
        Assert.Equal("?show", Assert.Single(Reader.ReadDocument(document, [KeyValuePair.Create("show", "")]).Problems).Pointer);
    }

    [Fact]
    public void An_episode_of_a_show_can_be_played() =>
        Assert.Equal("#/response_format", Assert.Single(Read(new { input = "Hello.", show = "to-hear", response_format = "raw" }).Problems).Pointer);

    static RequestResult Read(object body) => Reader.ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));
}
