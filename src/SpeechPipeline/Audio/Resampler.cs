using System.Buffers;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio;

/// <summary>
/// Changes the sample rate of a stream, in constant memory. n frames become exactly n × to / from frames, rounded
/// half up; the first output sample is at the time of the first input sample. The stream counts as silent before its start and after its end.
/// Flat within 0.001 dB up to 0.92 of the lower Nyquist frequency; images and aliases lie 98 dB or more below (measured in the specs).
/// </summary>
public sealed class Resampler
{
    const int BlockFrames = 4096;

    readonly int _fromHz;
    readonly int _toHz;
    readonly int _channels;
    readonly int _up;
    readonly int _down;
    readonly ResamplingFilter? _filter;

    // The input still needed, per channel; its first frame is the start of the window of the next output sample.
    readonly float[][] _windows;
    int _windowFrames;
    int _skip;
    int _position;
    long _framesIn;
    bool _finished;

    /// <param name="fromHz">4,000 to 192,000 Hz.</param>
    /// <param name="toHz">4,000 to 192,000 Hz; if it equals <paramref name="fromHz"/>, samples pass unchanged.</param>
    /// <param name="channels">1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Resampler(int fromHz, int toHz, int channels)
    {
        (_fromHz, _toHz, _channels) = (new PcmFormat(fromHz, channels).SampleRateHz, new PcmFormat(toHz, channels).SampleRateHz, channels);
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromHz, toHz);
        (_up, _down) = (toHz / divisor, fromHz / divisor);
        _windows = new float[channels][];
        if (fromHz != toHz)
        {
            _filter = new ResamplingFilter(_up, _down);
            _windowFrames = _filter.HalfTaps - 1;
            for (var channel = 0; channel < channels; channel++)
            {
                _windows[channel] = new float[_filter.Taps + BlockFrames];
            }
        }
    }

    /// <summary>Frames that Process and Finish have appended so far.</summary>
    public long FramesOut { get; private set; }

    /// <summary>The number of output frames for a number of input frames.</summary>
    public static long LengthOf(long frames, int fromHz, int toHz) => ((frames * toHz * 2) + fromHz) / (2L * fromHz);

    /// <summary>Takes whole frames, and appends the output frames that are complete.</summary>
    public void Process(ReadOnlySpan<float> interleaved, IBufferWriter<float> output)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The stream is finished; it takes no more samples.");
        }

        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples do not make whole frames of {_channels} channels.", nameof(interleaved));
        }

        _framesIn += interleaved.Length / _channels;
        if (_filter is null)
        {
            output.Write(interleaved);
            FramesOut = _framesIn;
            return;
        }

        while (!interleaved.IsEmpty)
        {
            var block = interleaved[..Math.Min(interleaved.Length, BlockFrames * _channels)];
            Advance(block, long.MaxValue, output);
            interleaved = interleaved[block.Length..];
        }
    }

    /// <summary>Appends what remains, once.</summary>
    public void Finish(IBufferWriter<float> output)
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        var length = LengthOf(_framesIn, _fromHz, _toHz);
        var silence = new float[BlockFrames * _channels];
        while (FramesOut < length)
        {
            Advance(silence, length, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance(ReadOnlySpan<float> block, long until, IBufferWriter<float> output)
    {
        for (var i = 0; i < block.Length; i++)
        {
            _windows[i % _channels][_windowFrames + (i / _channels)] = block[i];
        }

        _windowFrames += block.Length / _channels;

        var start = Math.Min(_skip, _windowFrames);
        _skip -= start;
        var most = (int)(((long)BlockFrames * _up / _down) + 2);
        var room = output.GetSpan(most * _channels);
        var made = 0;
        while (_skip == 0 && start + _filter!.Taps <= _windowFrames && FramesOut < until)
        {
            for (var channel = 0; channel < _channels; channel++)
            {
                room[(made * _channels) + channel] = _filter.Apply(_windows[channel].AsSpan(start, _filter.Taps), _position);
            }

            made++;
            FramesOut++;
            _position += _down;
            var step = _position / _up;
            _position %= _up;
            var taken = Math.Min(step, _windowFrames - start);
            start += taken;
            _skip = step - taken;
        }

        output.Advance(made * _channels);
        foreach (var window in _windows)
        {
            window.AsSpan(start.._windowFrames).CopyTo(window);
        }

        _windowFrames -= start;
    }
}
