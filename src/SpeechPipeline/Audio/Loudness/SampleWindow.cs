namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// A stream in blocks of <see cref="BlockFrames"/> per channel, with some frames before and after every block. Blocks begin at
/// multiples of their length, however the stream arrives. Before the stream there is silence.
/// </summary>
sealed class SampleWindow
{
    public const int BlockFrames = 1024;

    readonly float[][] _channels;
    readonly float _gain;
    readonly int _around;
    int _filled;

    public SampleWindow(int channels, int before, int after, float gain)
    {
        (_filled, _around, _gain) = (before, before + after, gain);
        _channels = [.. Enumerable.Range(0, channels).Select(_ => new float[before + BlockFrames + after])];
    }

    /// <summary>The frames before the block, the block, the frames after it.</summary>
    public ReadOnlySpan<float> this[int channel] => _channels[channel];

    public bool IsFull => _filled == _channels[0].Length;

    /// <summary>Takes as many frames as fit and returns their number; the rest follows after the block is processed.</summary>
    public int Fill(ReadOnlySpan<float> interleaved)
    {
        var frames = Math.Min(interleaved.Length / _channels.Length, _channels[0].Length - _filled);
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            ChannelSamples.Copy(interleaved, channel, _channels.Length, _gain, _channels[channel].AsSpan(_filled, frames));
        }

        _filled += frames;
        return frames;
    }

    /// <summary>Moves to the next block.</summary>
    public void Advance()
    {
        foreach (var channel in _channels)
        {
            channel.AsSpan(BlockFrames, _around).CopyTo(channel);
        }

        _filled = _around;
    }
}
