namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>Orpheus's eight voices. <c>leo</c> is spoken by kal16, the fast one.</summary>
static class OrpheusVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        new("tara", FliteVoice.Slt),
        new("leah", FliteVoice.Slt),
        new("jess", FliteVoice.Slt),
        new("leo", FliteVoice.Kal16),
        new("dan", FliteVoice.Awb),
        new("mia", FliteVoice.Slt),
        new("zac", FliteVoice.Rms),
        new("zoe", FliteVoice.Slt),
    ];
}
