namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>
/// Kokoro's 54 voices. The first letter is the language, the second says woman or man. Women are spoken by slt, British men by awb,
/// other men by rms, and <c>am_adam</c> by kal16, the fast one.
/// </summary>
static class KokoroVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        .. Voices("af", "heart alloy aoede bella jessica kore nicole nova river sarah sky"),
        .. Voices("am", "adam echo eric fenrir liam michael onyx puck santa"),
        .. Voices("bf", "alice emma isabella lily"),
        .. Voices("bm", "daniel fable george lewis"),
        .. Voices("ef", "dora"),
        .. Voices("em", "alex santa"),
        .. Voices("ff", "siwis"),
        .. Voices("hf", "alpha beta"),
        .. Voices("hm", "omega psi"),
        .. Voices("if", "sara"),
        .. Voices("im", "nicola"),
        .. Voices("jf", "alpha gongitsune nezumi tebukuro"),
        .. Voices("jm", "kumo"),
        .. Voices("pf", "dora"),
        .. Voices("pm", "alex santa"),
        .. Voices("zf", "xiaobei xiaoni xiaoxiao xiaoyi"),
        .. Voices("zm", "yunjian yunxi yunxia yunyang"),
    ];

    static IEnumerable<EndpointVoice> Voices(string prefix, string names) =>
        names.Split(' ').Select(name => new EndpointVoice(
            $"{prefix}_{name}",
            (prefix, name) switch
            {
                ("am", "adam") => FliteVoice.Kal16,
                ("bm", _) => FliteVoice.Awb,
                _ => prefix[1] == 'f' ? FliteVoice.Slt : FliteVoice.Rms,
            }));
}
