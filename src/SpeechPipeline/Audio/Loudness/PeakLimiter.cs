using System.Buffers;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// Amplifies a stream and holds its true peak at or below a ceiling. As many frames come out as went in, each at its own time. The gain
/// is the same for all channels. Where no peak comes near, what comes out is the input times the gain in single precision, bit by bit.
/// The same input gives the same output whatever the blocks it came in and the width of the machine's vectors.
/// </summary>
/// <remarks>
/// Samples that are no numbers become silence. What the look-ahead knows begins with the stream: cut where it has been silent for some
/// 5 ms. A gain that is still on its way back to 1 is forgotten at the cut.
/// </remarks>
public sealed class PeakLimiter
{
    /// <summary>
    /// How far below the ceiling peaks are held: what meters with other filters find beyond ours, and what a moving gain adds between samples.
    /// </summary>
    public const double MarginDb = 0.1;

    readonly PcmFormat _format;
    readonly Oversampler _oversampler;
    readonly SampleWindow _window;
    readonly GainEnvelope _envelope;
    readonly float _threshold;
    readonly float[] _peaks = new float[SampleWindow.BlockFrames];
    readonly float[] _gains = new float[SampleWindow.BlockFrames];
    long _framesIn;
    long _framesOut;
    long _blockStart;
    float _leastGain = 1;
    bool _finished;

    /// <param name="gainDb">What is applied to all, -120 to 120 dB.</param>
    /// <param name="ceilingDbtp">The largest true peak that may come out, -60 to 0 dBTP.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PeakLimiter(PcmFormat format, double gainDb, double ceilingDbtp)
    {
        _format = format;
        _threshold = (float)Factor(InRange(ceilingDbtp, -60, 0, nameof(ceilingDbtp)) - MarginDb);
        _oversampler = new Oversampler(format.SampleRateHz);
        _envelope = new GainEnvelope(format.SampleRateHz, _threshold, SampleWindow.BlockFrames);
        _window = new SampleWindow(
            format.Channels, _envelope.Delay + Oversampler.Before, Oversampler.After, (float)Factor(InRange(gainDb, -120, 120, nameof(gainDb))));
    }

    /// <summary>The least factor that was put on top of the gain so far; 1 where nothing had to be reduced.</summary>
    public double LeastGain => _leastGain;

    /// <summary>The same in dB: 0, or how much the loudest place was taken down.</summary>
    public double MostReductionDb => _leastGain == 1 ? 0 : -20 * Math.Log10(_leastGain);

    /// <summary>Takes the next whole frames, appends those that can be written by now.</summary>
    /// <exception cref="ArgumentException">The samples are not whole frames.</exception>
    /// <exception cref="InvalidOperationException">The stream is finished.</exception>
    public void Process(ReadOnlySpan<float> interleaved, IBufferWriter<float> output)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The stream is finished; it takes no more samples.");
        }

        _framesIn += ChannelSamples.Frames(interleaved, _format.Channels);
        Advance(interleaved, output);
    }

    /// <summary>Appends what remains, once.</summary>
    public void Finish(IBufferWriter<float> output)
    {
        _finished = true;
        var silence = new float[SampleWindow.BlockFrames * _format.Channels];
        while (_framesOut < _framesIn)
        {
            Advance(silence, output);
        }
    }

    void Advance(ReadOnlySpan<float> interleaved, IBufferWriter<float> output)
    {
        while (!interleaved.IsEmpty)
        {
            interleaved = interleaved[(_window.Fill(interleaved) * _format.Channels)..];
            if (_window.IsFull)
            {
                LimitBlock(output);
                _window.Advance();
            }
        }
    }

    void LimitBlock(IBufferWriter<float> output)
    {
        Array.Clear(_peaks);
        for (var channel = 0; channel < _format.Channels; channel++)
        {
            _oversampler.Raise(_window[channel][_envelope.Delay..], _threshold, _peaks);
        }

        var limited = _envelope.Follow(_peaks, _gains);

        // The gains are for frames that entered a while ago; those before the stream and after it are not written.
        var first = _blockStart - _envelope.Delay;
        var from = (int)Math.Clamp(-first, 0, SampleWindow.BlockFrames);
        var to = (int)Math.Clamp(_framesIn - first, from, SampleWindow.BlockFrames);
        _blockStart += SampleWindow.BlockFrames;
        _framesOut += to - from;
        Write(from, to, limited, output);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Write(int from, int to, bool limited, IBufferWriter<float> output)
    {
        var count = (to - from) * _format.Channels;
        var room = output.GetSpan(Math.Max(1, count))[..count];
        for (var channel = 0; channel < _format.Channels; channel++)
        {
            var samples = _window[channel].Slice(Oversampler.Before + from, to - from);
            var gains = _gains.AsSpan(from, to - from);
            var at = channel;
            for (var i = 0; i < samples.Length; i++)
            {
                room[at] = limited ? samples[i] * gains[i] : samples[i];
                at += _format.Channels;
            }
        }

        output.Advance(count);
        for (var i = from; limited && i < to; i++)
        {
            _leastGain = Math.Min(_leastGain, _gains[i]);
        }
    }

    static double Factor(double decibels) => Math.Pow(10, decibels / 20);

    static double InRange(double value, double least, double most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{value} dB is not within {least} and {most} dB.");
}
