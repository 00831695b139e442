using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>
/// What the endpoint of these tests says for a text: a tone whose pitch and length follow from the text alone, so that every
/// sample that is ever stored can be foretold.
/// </summary>
static class Tone
{
    public const int SampleRateHz = 8_000;

    const int LettersPerSecond = 20;
    const double Amplitude = 8_000;

    public static short[] Samples(string text)
    {
        var hertz = 200 + (BinaryPrimitives.ReadUInt16LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 800);
        var samples = new short[Math.Max(1, text.Count(char.IsLetterOrDigit)) * SampleRateHz / LettersPerSecond];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(Amplitude * Math.Cos(2 * Math.PI * hertz * i / SampleRateHz));
        }

        ToneSound.Decay(samples, SampleRateHz);
        return samples;
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
