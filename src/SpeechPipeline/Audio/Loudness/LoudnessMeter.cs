namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// Measures the loudness data of one chunk of an episode (ITU-R BS.1770-4). The filter starts from silence: if chunks are cut after
/// some 50 ms of digital silence, they measure together as the whole does. Every channel has weight 1, so sound in one channel
/// measures 3.01 LU less than the same in two, as in EBU R 128 meters without "dual mono".
/// </summary>
public sealed class LoudnessMeter
{
    const int BlockFrames = 4096;

    readonly PcmFormat _format;
    readonly KWeighting[] _weightings;
    readonly float[] _channel = new float[BlockFrames];
    readonly List<float> _sums = [];
    readonly long _startFrame;
    long _frame;
    long _subBlock;
    double _sum;

    /// <param name="startFrame">The first frame of the chunk in the episode.</param>
    public LoudnessMeter(PcmFormat format, long startFrame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startFrame);
        (_format, _startFrame, _frame) = (format, startFrame, startFrame);
        _subBlock = SubBlocks.Holding(startFrame, format.SampleRateHz);
        _weightings = [.. Enumerable.Range(0, format.Channels).Select(_ => new KWeighting(format.SampleRateHz))];
    }

    /// <summary>Takes the next whole frames.</summary>
    /// <exception cref="ArgumentException">The samples are not whole frames.</exception>
    public void Add(ReadOnlySpan<float> interleaved)
    {
        var frames = ChannelSamples.Frames(interleaved, _format.Channels);
        while (frames > 0)
        {
            var end = SubBlocks.Start(_subBlock + 1, _format.SampleRateHz);
            var block = (int)Math.Min(Math.Min(frames, BlockFrames), end - _frame);
            for (var channel = 0; channel < _format.Channels; channel++)
            {
                ChannelSamples.Copy(interleaved, channel, _format.Channels, 1, _channel.AsSpan(0, block));
                _sum += _weightings[channel].SumSquares(_channel.AsSpan(0, block));
            }

            interleaved = interleaved[(block * _format.Channels)..];
            frames -= block;
            _frame += block;
            if (_frame == end)
            {
                _sums.Add((float)_sum);
                _sum = 0;
                _subBlock++;
            }
        }
    }

    /// <summary>The measurement so far.</summary>
    public LoudnessEnergies Finish()
    {
        var unfinished = _frame > Math.Max(_startFrame, SubBlocks.Start(_subBlock, _format.SampleRateHz));
        return new LoudnessEnergies(_startFrame, _frame - _startFrame, unfinished ? [.. _sums, (float)_sum] : [.. _sums]);
    }
}
