using System.Buffers.Binary;

namespace SpeechPipeline.TestTools.Servers;

/// <summary>What stands for speech: a tone that swells and fades like syllables, as long as its text takes.</summary>
public static class ToneSound
{
    const int LettersPerSecond = 15;

    public static short[] Samples(string text, int rate = 24_000)
    {
        var samples = new short[Math.Max(6, text.Count(char.IsLetterOrDigit)) * rate / LettersPerSecond];
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)i / rate;
            samples[i] = (short)(9_000 * Math.Sin(2 * Math.PI * 220 * seconds) * (0.6 + (0.4 * Math.Sin(2 * Math.PI * 3 * seconds))));
        }

        Decay(samples, rate);
        return samples;
    }

    /// <summary>Lets a sound fade out over its last 60 ms, as words do.</summary>
    public static void Decay(short[] samples, int rate)
    {
        var length = Math.Min(samples.Length, rate * 6 / 100);
        for (var i = 1; i <= length; i++)
        {
            samples[^i] = (short)(samples[^i] * Math.Pow((double)i / length, 4));
        }
    }

    /// <summary>The samples as bytes, little-endian.</summary>
    public static byte[] Raw(string text, int rate = 24_000) => Raw(Samples(text, rate));

    /// <param name="text">What is spoken.</param>
    /// <param name="rate">In Hz.</param>
    /// <param name="sizes">In place of both sizes, as a writer has it that cannot know them; null: the truth.</param>
    /// <param name="behind">What follows the samples.</param>
    public static byte[] Wav(string text, int rate = 24_000, uint? sizes = null, byte[]? behind = null) => Wav(Samples(text, rate), rate, sizes, behind);

    /// <summary>16-bit mono PCM with the plain 44-byte header.</summary>
    public static byte[] Wav(short[] samples, int rate, uint? sizes = null, byte[]? behind = null)
    {
        var raw = Raw(samples);
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), sizes ?? (uint)(36 + raw.Length));
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), sizes ?? (uint)raw.Length);
        return [.. header, .. raw, .. behind ?? []];
    }

    static byte[] Raw(short[] samples)
    {
        var bytes = new byte[samples.Length * sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), samples[i]);
        }

        return bytes;
    }
}
