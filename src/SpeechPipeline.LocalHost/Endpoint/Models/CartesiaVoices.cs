namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>Some of Sonic's voices; their names have spaces. <c>polite man</c> is spoken by kal16, the fast one.</summary>
static class CartesiaVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        .. Voices(FliteVoice.Slt, "laidback woman", "storyteller lady", "helpful woman", "calm lady", "reading lady", "newslady", "british reading lady", "meditation lady"),
        .. Voices(FliteVoice.Rms, "friendly sidekick", "newsman", "1920's radioman", "nonfiction man"),
        .. Voices(FliteVoice.Awb, "british narration man", "wise man"),
        .. Voices(FliteVoice.Kal16, "polite man"),
    ];

    static IEnumerable<EndpointVoice> Voices(FliteVoice spokenBy, params string[] names) =>
        names.Select(name => new EndpointVoice(name, spokenBy));
}
