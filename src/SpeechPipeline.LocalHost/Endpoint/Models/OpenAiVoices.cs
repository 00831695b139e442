namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>The voices of OpenAI's <c>tts-1</c>. <c>echo</c> is spoken by kal16, the fast one.</summary>
static class OpenAiVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        new("alloy", FliteVoice.Slt),
        new("ash", FliteVoice.Rms),
        new("coral", FliteVoice.Slt),
        new("echo", FliteVoice.Kal16),
        new("fable", FliteVoice.Awb),
        new("nova", FliteVoice.Slt),
        new("onyx", FliteVoice.Rms),
        new("sage", FliteVoice.Slt),
        new("shimmer", FliteVoice.Slt),
    ];
}
