using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

public sealed class EndpointAddressSpecs
{
    [Theory]
    [InlineData("https://api.example.com/v1", "https://api.example.com/v1/audio/speech")]
    [InlineData("https://api.example.com/v1/", "https://api.example.com/v1/audio/speech")]
    [InlineData("https://api.example.com/v1/audio/speech", "https://api.example.com/v1/audio/speech")]
    [InlineData("https://api.example.com/v1/audio/speech/?a=b", "https://api.example.com/v1/audio/speech?a=b")]
    [InlineData("http://localhost:8880", "http://localhost:8880/v1/audio/speech")]
    [InlineData("http://localhost:8880/tts", "http://localhost:8880/tts/audio/speech")]
    [InlineData("https://one.openai.azure.com/openai/deployments/tts?api-version=2025-03-01-preview", "https://one.openai.azure.com/openai/deployments/tts/audio/speech?api-version=2025-03-01-preview")]
    [InlineData("https://one.openai.azure.com", "https://one.openai.azure.com/openai/v1/audio/speech")]
    public void The_speech_route_is_found_from_what_people_write(string setting, string route)
    {
        var address = EndpointAddress.Of(new Uri(setting));
        Assert.Equal(route, address.Route(address.Roots[0], "audio/speech").AbsoluteUri);
    }

    [Fact]
    public void A_query_goes_with_every_route()
    {
        var address = EndpointAddress.Of(new Uri("https://api.example.com/v1?key=1"));
        Assert.Equal("https://api.example.com/v1/voices?key=1&model=a%20b", address.Route(address.Roots[0], "voices", "model=a%20b").AbsoluteUri);
    }

    [Theory]
    [InlineData("https://api.example.com/v1/", "https://api.example.com/v1")]
    [InlineData("https://api.example.com/v1/audio/speech", "https://api.example.com/v1")]
    [InlineData("https://api.example.com/v1?api-version=2", "https://api.example.com/v1")]
    [InlineData("https://api.example.com", "https://api.example.com")]
    public void What_decides_nothing_about_the_voices_is_no_part_of_the_identity(string setting, string identity) =>
        Assert.Equal(identity, EndpointAddress.Of(new Uri(setting)).Identity);

    [Fact]
    public void What_a_message_shows_of_an_address_has_no_query() =>
        Assert.Equal("https://api.example.com/v1/voices", EndpointAddress.Shown(new Uri("https://api.example.com/v1/voices?key=secret")));
}
