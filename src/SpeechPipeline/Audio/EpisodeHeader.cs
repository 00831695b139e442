namespace SpeechPipeline.Audio;

/// <summary>What stands in a file before its sound, which only the end of the sound decides.</summary>
public static class EpisodeHeader
{
    /// <summary>The tags, and the Info frame or the RIFF chunks; nothing for raw samples.</summary>
    /// <param name="output">What was written.</param>
    /// <param name="frames">Samples per channel of the whole episode.</param>
    /// <param name="stream">All MPEG frames that follow; without meaning elsewhere.</param>
    /// <param name="tags">An ID3v2 tag for MP3, chunks for WAV.</param>
    public static byte[] Build(AudioOutput output, long frames, Mp3StreamSummary stream, ReadOnlySpan<byte> tags = default) => output.Container switch
    {
        AudioContainer.Wav => WavHeader.Build(output.Format, output.Encoding, frames * output.Format.Channels * output.Encoding.BytesPerSample(), tags),
        AudioContainer.Mp3 => [.. tags, .. Mp3InfoFrame.Build(stream, frames)],
        _ => [],
    };
}
