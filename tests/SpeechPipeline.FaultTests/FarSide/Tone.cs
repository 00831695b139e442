using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>
/// What the endpoint of these tests says for a text: a tone whose pitch and length follow from the text alone, so that every
/// sample that is ever stored can be foretold.
/// </summary>
static class Tone
{
    public const int SampleRateHz = 8_000;

    const double Amplitude = 8_000;
    const double PauseSeconds = 0.25;

    public static short[] Samples(string text)
    {
        // A voice keeps its pitch: the texts are told apart by a fraction of a tone.
        var hertz = 400 + (BinaryPrimitives.ReadUInt16LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / 4_096.0);
        var samples = new List<short>();
        // As long as a narrator takes for each phrase, so that nobody has a reason to doubt it.
        foreach (var phrase in ExpectedSpeech.Of(text, "en"))
        {
            var sound = new short[(int)(phrase.Mean * SampleRateHz)];
            for (var i = 0; i < sound.Length; i++)
            {
                sound[i] = (short)(Amplitude * Math.Cos(2 * Math.PI * hertz * i / SampleRateHz));
            }

            ToneSound.Decay(sound, SampleRateHz);
            samples.AddRange(samples.Count == 0 ? [] : new short[(int)(PauseSeconds * SampleRateHz)]);
            samples.AddRange(sound);
        }

        return samples.Count == 0 ? [0] : [.. samples];
    }

    /// <summary>16-bit mono PCM with the plain 44-byte header.</summary>
    public static byte[] Wav(short[] samples) => ToneSound.Wav(samples, SampleRateHz);

    /// <summary>Whether a stored WAV holds this text's tone, whatever else its header says: of its length, and exact but for the fades at its edges.</summary>
    public static bool IsIn(ReadOnlySpan<byte> wav, string text)
    {
        const int fade = SampleRateHz / 100 * sizeof(short);
        var expected = Wav(Samples(text)).AsSpan(44);
        var data = wav.IndexOf("data"u8) + 8;
        return data >= 8 && wav.Length - data == expected.Length && wav[(data + fade)..^fade].SequenceEqual(expected[fade..^fade]);
    }
}
