using System.Globalization;

namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>
/// Kokoro's 54 voices. The first letter is the language, the second says woman or man. Women are spoken by slt, British men by awb,
/// other men by rms, and <c>am_adam</c> by kal16, the fast one.
/// </summary>
static class KokoroVoices
{
    public static IReadOnlyList<EndpointVoice> All { get; } =
    [
        .. Voices("af", "American English", "heart alloy aoede bella jessica kore nicole nova river sarah sky"),
        .. Voices("am", "American English", "adam echo eric fenrir liam michael onyx puck santa"),
        .. Voices("bf", "British English", "alice emma isabella lily"),
        .. Voices("bm", "British English", "daniel fable george lewis"),
        .. Voices("ef", "Spanish", "dora"),
        .. Voices("em", "Spanish", "alex santa"),
        .. Voices("ff", "French", "siwis"),
        .. Voices("hf", "Hindi", "alpha beta"),
        .. Voices("hm", "Hindi", "omega psi"),
        .. Voices("if", "Italian", "sara"),
        .. Voices("im", "Italian", "nicola"),
        .. Voices("jf", "Japanese", "alpha gongitsune nezumi tebukuro"),
        .. Voices("jm", "Japanese", "kumo"),
        .. Voices("pf", "Brazilian Portuguese", "dora"),
        .. Voices("pm", "Brazilian Portuguese", "alex santa"),
        .. Voices("zf", "Mandarin Chinese", "xiaobei xiaoni xiaoxiao xiaoyi"),
        .. Voices("zm", "Mandarin Chinese", "yunjian yunxi yunxia yunyang"),
    ];

    static IEnumerable<EndpointVoice> Voices(string prefix, string language, string names) =>
        names.Split(' ').Select(name => new EndpointVoice(
            $"{prefix}_{name}",
            $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name)} ({language})",
            (prefix, name) switch
            {
                ("am", "adam") => FliteVoice.Kal16,
                ("bm", _) => FliteVoice.Awb,
                _ => prefix[1] == 'f' ? FliteVoice.Slt : FliteVoice.Rms,
            }));
}
