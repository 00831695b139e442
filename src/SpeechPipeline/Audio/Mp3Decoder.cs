using NLayer;

namespace SpeechPipeline.Audio;

/// <summary>Reads MP3, for endpoints that answer with nothing else.</summary>
static class Mp3Decoder
{
    const int BlockSamples = 16_384;

    /// <exception cref="InvalidAudioException">The bytes are no MP3 of at least one frame, or too long a one.</exception>
    public static PcmAudio Read(byte[] file, double mostSeconds)
    {
        try
        {
            return Decode(file, mostSeconds);
        }
        catch (Exception e) when (e is not InvalidAudioException)
        {
            // The decoder has no exception of its own: what damaged bytes do to it surfaces as it happens.
            throw new InvalidAudioException($"The MP3 cannot be decoded: {e.Message}");
        }
    }

    static PcmAudio Decode(byte[] file, double mostSeconds)
    {
        using var stream = new MemoryStream(file, writable: false);
        using var mp3 = new MpegFile(stream);
        var format = mp3.Channels is 1 or 2 && mp3.SampleRate is >= PcmFormat.MinSampleRateHz and <= PcmFormat.MaxSampleRateHz
            ? new PcmFormat(mp3.SampleRate, mp3.Channels)
            : throw new InvalidAudioException($"The MP3 has {mp3.Channels} channels at {mp3.SampleRate} Hz, which is not read.");
        var most = mostSeconds * format.SampleRateHz * format.Channels;
        var samples = new List<float>();
        var block = new float[BlockSamples];
        for (var read = mp3.ReadSamples(block, 0, block.Length); read > 0; read = mp3.ReadSamples(block, 0, block.Length))
        {
            samples.AddRange(block.AsSpan(0, read));
            if (samples.Count > most)
            {
                throw new InvalidAudioException(FormattableString.Invariant($"The MP3 is longer than {mostSeconds:0} s, which is the most that is read of it."));
            }
        }

        var whole = samples.Count - (samples.Count % format.Channels);
        if (whole == 0)
        {
            throw new InvalidAudioException("The MP3 has no sound.");
        }

        // A damaged frame can decode to anything.
        var sound = samples.GetRange(0, whole).ToArray();
        return sound.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) < 0
            ? new PcmAudio(format, sound)
            : throw new InvalidAudioException("The MP3 decodes to samples that are no numbers.");
    }
}
