namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>Orpheus's eight voices. <c>leo</c> is spoken by kal16, the fast one.</summary>
static class OrpheusVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        new("tara", "Tara", FliteVoice.Slt),
        new("leah", "Leah", FliteVoice.Slt),
        new("jess", "Jess", FliteVoice.Slt),
        new("leo", "Leo", FliteVoice.Kal16),
        new("dan", "Dan", FliteVoice.Awb),
        new("mia", "Mia", FliteVoice.Slt),
        new("zac", "Zac", FliteVoice.Rms),
        new("zoe", "Zoe", FliteVoice.Slt),
    ];
}
