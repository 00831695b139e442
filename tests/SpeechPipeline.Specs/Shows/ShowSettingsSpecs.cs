using System.Text;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Specs.Shows;

/// <summary>What may be said about a show.</summary>
public sealed class ShowSettingsSpecs
{
    static readonly ShowSettingsReader Reader = new(Options.Create(new OutboundOptions()));

    [Fact]
    public void A_show_of_which_nothing_is_said_is_private_and_its_newest_episode_comes_first()
    {
        var (settings, problems) = Reader.ReadJson("{}"u8.ToArray());
        Assert.Empty(problems);
        Assert.Equal(new ShowSettings(), settings);
        Assert.Equal((ShowVisibility.Private, ShowKind.Episodic, true), (settings!.Visibility, settings.Type, settings.Locked));
    }

    [Fact]
    public void Everything_that_is_said_is_kept()
    {
        var (settings, problems) = Reader.ReadJson("""
            {"title":" To hear ","author":"Ada","description":"What I meant to read.","language":"EN-gb","category":"Society & Culture/Documentary",
             "explicit":true,"owner":{"name":"Ada","email":"ada@example.com"},"image":"https://example.com/cover.png","link":"https://example.com/",
             "type":"serial","locked":false,"visibility":"public","dates":"episode"}
            """u8.ToArray());
        Assert.Empty(problems);
        Assert.Equal(
            new ShowSettings(
                "To hear", "Ada", "What I meant to read.", "en-gb", "Society & Culture/Documentary", true, new ShowOwner("Ada", "ada@example.com"),
                "https://example.com/cover.png", "https://example.com/", ShowKind.Serial, false, ShowVisibility.Public, EpisodeDates.Episode),
            settings);
    }

    [Theory]
    [InlineData("""{"title":"To hear","\ud83d":1}""", "# has a name with half of a surrogate pair, which is not valid text.")]
    [InlineData("""{"owner":{"\ud83d":1}}""", "# has a name with half of a surrogate pair, which is not valid text.")]
    [InlineData("""{"title":"\ud83d"}""", "#/title has half of a surrogate pair, which is not valid text.")]
    [InlineData("""{"title":"a","title":"b"}""", "# has a name twice in one object.")]
    [InlineData("""{"title":[[[[[[[[1]]]]]]]]}""", "# is not JSON: line 1, byte")]
    [InlineData("", "# is empty.")]
    public void What_is_no_text_or_no_json_is_refused(string body, string problem)
    {
        var (settings, problems) = Reader.ReadJson(Encoding.UTF8.GetBytes(body));
        Assert.Null(settings);
        Assert.StartsWith(problem, $"{Assert.Single(problems).Pointer} {problems[0].Detail}", StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var (settings, problems) = Reader.ReadJson("""
            {"title":" ","language":"english!","category":"Knitting","explicit":"no","owner":{"email":"ada","phone":"1"},"image":"cover.png",
             "link":"http://127.0.0.1/","type":"daily","locked":1,"visibility":"secret","dates":"none","color":"red"}
            """u8.ToArray());
        Assert.Null(settings);
        Assert.Equal(
            ["#/title", "#/language", "#/category", "#/explicit", "#/owner/email", "#/owner/phone", "#/image", "#/link", "#/type", "#/locked", "#/visibility", "#/dates", "#/color"],
            problems.Select(problem => problem.Pointer));
    }

    [Theory]
    [InlineData("Science", null)]
    [InlineData("Science/Physics", null)]
    [InlineData("Physics", "is not a category; allowed are Arts, Business,")]
    [InlineData("Science/Drama", "names a subcategory that Science does not have; allowed are Astronomy,")]
    [InlineData("History/Rome", "names a subcategory, but History has none.")]
    public void A_category_is_one_that_directories_know(string category, string? problem)
    {
        var (_, problems) = Reader.ReadJson(Encoding.UTF8.GetBytes($$"""{"category":"{{category}}"}"""));
        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith(problem, Assert.Single(problems).Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"title\":")]
    [InlineData("{\"title\":\"one\",\"title\":\"two\"}")]
    public void What_is_no_JSON_object_is_refused(string body) =>
        Assert.Equal("#", Assert.Single(Reader.ReadJson(Encoding.UTF8.GetBytes(body)).Problems).Pointer);

    [Theory]
    [InlineData(ShowVisibility.Public, null, true)]
    [InlineData(ShowVisibility.Private, "5e1fa55e1fa55e1fa55e1fa55e1fa55e", true)]
    [InlineData(ShowVisibility.Private, "5e1fa55e1fa55e1fa55e1fa55e1fa55f", false)]
    [InlineData(ShowVisibility.Private, "5e1fa55e1fa55e1fa55e1fa55e1fa55", false)]
    [InlineData(ShowVisibility.Private, "", false)]
    [InlineData(ShowVisibility.Private, null, false)]
    public void A_private_show_admits_its_token_alone(ShowVisibility visibility, string? token, bool admitted)
    {
        var show = new ShowRow { Token = "5e1fa55e1fa55e1fa55e1fa55e1fa55e", Settings = new ShowSettings { Visibility = visibility } };
        Assert.Equal(admitted, show.Admits(token));
    }
}
