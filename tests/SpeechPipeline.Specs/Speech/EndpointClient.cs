using Microsoft.Extensions.Options;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>The client as the product has it, for an endpoint of the test.</summary>
static class EndpointClient
{
    public static SpeechRequest Hello { get; } = new("hexgrad/Kokoro-82M", "Hello there, everyone.", "af_heart", "en", 24_000);

    public static SpeechClient For(string address, string? key = null, Action<SpeechOptions>? choose = null, TimeProvider? time = null)
    {
        var options = new SpeechOptions { BaseAddress = new Uri(address), ApiKey = key };
        choose?.Invoke(options);
        return new SpeechClient(new HttpClient(SpeechServices.CreateHandler(options)), Options.Create(options), time ?? TimeProvider.System);
    }
}
