using System.Net;
using System.Net.Http.Headers;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class ApiKeySpecs : EndpointSpecs
{
    protected override SpeechEndpointOptions Options { get; } = new() { ApiKey = "correct horse" };

    [Theory]
    [InlineData(null)]
    [InlineData("wrong horse")]
    [InlineData("correct horse battery")]
    [InlineData("")]
    public async Task Without_the_key_both_routes_answer_401(string? key)
    {
        if (key is not null)
        {
            Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        using var speech = await PostAsync(Request());
        using var voices = await Client.GetAsync(Address("voices"), Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, speech.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, voices.StatusCode);
        Assert.Equal("invalid_api_key", (await ErrorAsync(speech)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task With_the_key_it_speaks()
    {
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "correct horse");

        Assert.NotEmpty(await SpeakAsync());
    }
}
