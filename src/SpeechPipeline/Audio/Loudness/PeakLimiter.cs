using System.Buffers;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// Amplifies a stream and limits its true peak to a ceiling. The output has as many frames as the input, at the same times. The gain
/// is the same for all channels. Where no peak is near, the output is exactly the input times the gain in single precision.
/// The same input gives the same output for any block sizes and vector widths.
/// </summary>
/// <remarks>
/// NaN samples become silence. The look-ahead starts with the stream: cut chunks after some
/// 5 ms of silence. A gain that has not returned to 1 is lost at the cut.
/// </remarks>
public sealed class PeakLimiter
{
    /// <summary>
    /// The margin below the ceiling, for meters whose filters find higher peaks, and for peaks that a changing gain adds between samples.
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

    /// <param name="gainDb">The gain applied to all samples, -120 to 120 dB.</param>
    /// <param name="ceilingDbtp">The largest true peak of the output, -60 to 0 dBTP.</param>
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

    /// <summary>The smallest factor applied besides the gain so far; 1 if nothing had to be reduced.</summary>
    public double LeastGain => _leastGain;

    /// <summary>The largest reduction so far, in dB; 0 if none.</summary>
    public double MostReductionDb => _leastGain == 1 ? 0 : -20 * Math.Log10(_leastGain);

    /// <summary>Takes the next whole frames, and appends those that are complete.</summary>
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
        : throw new ArgumentOutOfRangeException(name, value, $"{value} dB is not between {least} and {most} dB.");
}
