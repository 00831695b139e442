using System.Net;
using SpeechPipeline.Specs.LocalHost;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>A web page cannot make a browser use the local host: neither from another origin, nor under a name that was bent to this machine.</summary>
public sealed class OwnAddressSpecs
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{own}", null, HttpStatusCode.OK)]
    [InlineData("{own}", "http://{own}", HttpStatusCode.OK)]
    [InlineData("localhost:1", null, HttpStatusCode.OK)]
    [InlineData("speech.example", null, HttpStatusCode.OK)]
    [InlineData("speech.example", "https://speech.example", HttpStatusCode.OK)]
    [InlineData("inside.example", null, HttpStatusCode.OK)]
    [InlineData("evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("{own}", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("{own}", "null", HttpStatusCode.Forbidden)]
    [InlineData("{own}", "http://localhost:3000", HttpStatusCode.Forbidden)]
    [InlineData("{own}", "https://{own}", HttpStatusCode.Forbidden)]
    public async Task Only_own_hosts_and_origins_are_answered(string host, string? origin, HttpStatusCode status)
    {
        await using var local = await HostFixture.StartAsync(
            [typeof(SampleHttpTriggers)], [("Pipeline:PublicAddress", "https://speech.example/"), ("Host:AllowedHosts:0", "inside.example")]);
        var own = local.Client.BaseAddress!.Authority;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Open") { Headers = { Host = host.Replace("{own}", own, StringComparison.Ordinal) } };
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin.Replace("{own}", own, StringComparison.Ordinal));
        }

        using var answer = await local.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }
}
