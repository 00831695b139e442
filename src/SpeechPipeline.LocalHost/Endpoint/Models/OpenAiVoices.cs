namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>The voices of OpenAI's <c>tts-1</c>. <c>echo</c> is spoken by kal16, the fast one.</summary>
static class OpenAiVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        new("alloy", "Alloy", FliteVoice.Slt),
        new("ash", "Ash", FliteVoice.Rms),
        new("coral", "Coral", FliteVoice.Slt),
        new("echo", "Echo", FliteVoice.Kal16),
        new("fable", "Fable", FliteVoice.Awb),
        new("nova", "Nova", FliteVoice.Slt),
        new("onyx", "Onyx", FliteVoice.Rms),
        new("sage", "Sage", FliteVoice.Slt),
        new("shimmer", "Shimmer", FliteVoice.Slt),
    ];
}
