using System.Net.Http.Json;
using System.Text.Json;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

/// <summary>A running endpoint of the test's own, and a plain HTTP client.</summary>
public abstract class EndpointSpecs : IAsyncLifetime
{
    protected const string Sentence = "The quick brown fox jumps over the lazy dog.";

    protected const string Kokoro = "hexgrad/Kokoro-82M";

    protected const string Orpheus = "canopylabs/orpheus-3b-0.1-ft";

    protected const string Sonic = "cartesia/sonic-2";

    SpeechEndpoint? _endpoint;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected SpeechEndpoint Endpoint => _endpoint ?? throw new InvalidOperationException("The endpoint is not running.");

    protected HttpClient Client { get; } = new();

    protected virtual SpeechEndpointOptions Options { get; } = new();

    public async ValueTask InitializeAsync() => _endpoint = await SpeechEndpoint.StartAsync(Options, Cancelled);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await Endpoint.DisposeAsync();
    }

    /// <summary>A request that is right, spoken by the fast voice; fields can be added, replaced, or taken away with null.</summary>
    protected static Dictionary<string, object?> Request(params (string Field, object? Value)[] changes)
    {
        var request = new Dictionary<string, object?> { ["model"] = Kokoro, ["input"] = Sentence, ["voice"] = "am_adam" };
        foreach (var (field, value) in changes)
        {
            request[field] = value;
        }

        foreach (var (field, _) in changes.Where(change => change.Value is null))
        {
            request.Remove(field);
        }

        return request;
    }

    protected Task<HttpResponseMessage> PostAsync(Dictionary<string, object?> request, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Address("audio/speech")) { Content = JsonContent.Create(request) };
        return Client.SendAsync(message, completion, Cancelled);
    }

    /// <summary>The body of an answer that must be audio.</summary>
    protected async Task<byte[]> SpeakAsync(params (string Field, object? Value)[] changes)
    {
        using var response = await PostAsync(Request(changes));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
        var body = await response.Content.ReadAsByteArrayAsync(Cancelled);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        return body;
    }

    protected static async Task<JsonElement> ErrorAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(property => property.Name));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return error;
    }

    protected Uri Address(string path) => new($"{Endpoint.BaseAddress}/{path}");
}
