using System.Buffers;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Opus;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Opus;

/// <summary>Ogg Opus files to test with.</summary>
static class OpusFiles
{
    public const int Rate = OpusFormat.SampleRateHz;

    /// <summary>A whole file.</summary>
    /// <param name="cuts">Where another chunk begins.</param>
    public static byte[] Encode(float[] samples, int channels, int bitRate, EpisodeTags? tags = null, params IReadOnlyList<long> cuts)
    {
        var lengths = cuts.Zip(cuts.Prepend(0), static (end, start) => end - start).ToList();
        var bodies = Enumerable.Range(0, cuts.Count + 1).SelectMany(i =>
        {
            var (start, end) = (i == 0 ? 0 : cuts[i - 1], i == cuts.Count ? samples.Length / channels : cuts[i]);
            return Chunk(samples[((int)start * channels)..((int)end * channels)], channels, bitRate, new ChunkPlace(start, lengths[..i], i == cuts.Count));
        });
        return [.. OpusHeader.Build(channels, tags), .. bodies];
    }

    /// <summary>The pages of one chunk, of which the encoder got to know in pieces.</summary>
    public static byte[] Chunk(float[] samples, int channels, int bitRate, ChunkPlace place)
    {
        using var encoder = new OpusEpisodeEncoder(new PcmFormat(Rate, channels), bitRate, place);
        var body = new ArrayBufferWriter<byte>();
        foreach (var piece in samples.Chunk(7_001 * channels))
        {
            encoder.Write(piece, body);
        }

        encoder.Finish(body);
        return body.WrittenSpan.ToArray();
    }

    /// <summary>A voice, with silence in front of each cut.</summary>
    /// <param name="silence">So many samples per channel.</param>
    public static float[] Voice(int frames, int channels, int silence = 4 * OpusFormat.PacketFrames, params IReadOnlyList<long> cuts)
    {
        var mono = Signals.Voice(Rate, frames).Select(static sample => sample * 0.5f).ToArray();
        foreach (var cut in cuts)
        {
            mono.AsSpan((int)cut - silence, silence).Clear();
        }

        return Interleave(mono, channels);
    }

    /// <summary>The same in each channel, the second at half the level.</summary>
    public static float[] Interleave(float[] mono, int channels) =>
        [.. Enumerable.Range(0, mono.Length * channels).Select(i => mono[i / channels] / ((i % channels) + 1))];
}
