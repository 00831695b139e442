using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// The largest magnitude of a stream, at and between its samples (true peak, ITU-R BS.1770-4, Annex 2), with silence before and after it.
/// </summary>
public sealed class TruePeakMeter
{
    readonly PcmFormat _format;
    readonly Oversampler _oversampler;
    readonly SampleWindow _window;
    readonly float[] _peaks = new float[SampleWindow.BlockFrames];
    float _largest;
    bool _finished;

    public TruePeakMeter(PcmFormat format)
    {
        _format = format;
        _oversampler = new Oversampler(format.SampleRateHz);

        _window = new SampleWindow(format.Channels, Oversampler.Before, Oversampler.After, gain: 1);
        Measure(Silence); // the filter's response before the first sample counts
    }

    /// <summary>Takes the next whole frames.</summary>
    /// <exception cref="ArgumentException">The samples are not whole frames.</exception>
    /// <exception cref="InvalidOperationException">The measurement is finished.</exception>
    public void Add(ReadOnlySpan<float> interleaved)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The measurement is finished; it takes no more samples.");
        }

        _ = ChannelSamples.Frames(interleaved, _format.Channels);
        Measure(interleaved);
    }

    /// <summary>The true peak as a factor of full scale (1 is 0 dBTP); 0 for silence.</summary>
    public double Finish()
    {
        if (!_finished)
        {
            _finished = true;
            Measure(Silence); // and that after the last
            Measure(new float[SampleWindow.BlockFrames * _format.Channels]);
        }

        return _largest;
    }

    float[] Silence => new float[Oversampler.Taps * _format.Channels];

    void Measure(ReadOnlySpan<float> interleaved)
    {
        while (!interleaved.IsEmpty)
        {
            interleaved = interleaved[(_window.Fill(interleaved) * _format.Channels)..];
            if (_window.IsFull)
            {
                MeasureBlock();
                _window.Advance();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeasureBlock()
    {
        Array.Clear(_peaks);
        for (var channel = 0; channel < _format.Channels; channel++)
        {
            _oversampler.Raise(_window[channel], _largest, _peaks);
        }

        foreach (var peak in _peaks)
        {
            _largest = Math.Max(_largest, peak);
        }
    }
}
