using System.Runtime.CompilerServices;

namespace SpeechPipeline.Audio;

/// <summary>The level of a sound in windows of 10 ms: root mean square over all channels.</summary>
sealed class SoundLevel
{
    const int WindowsPerSecond = 100;

    readonly float[] _windows;

    public SoundLevel(PcmAudio audio)
    {
        WindowFrames = audio.Format.SampleRateHz / WindowsPerSecond;
        var length = WindowFrames * audio.Format.Channels;
        _windows = new float[(audio.Samples.Length + length - 1) / length];
        for (var i = 0; i < _windows.Length; i++)
        {
            var window = audio.Samples.AsSpan(i * length, Math.Min(length, audio.Samples.Length - (i * length)));
            _windows[i] = RootMeanSquare(window);
            Loudest = MathF.Max(Loudest, _windows[i]);
        }
    }

    /// <summary>Samples per channel in a window; the last may be shorter.</summary>
    public int WindowFrames { get; }

    /// <summary>The level of each window.</summary>
    public ReadOnlySpan<float> Windows => _windows;

    /// <summary>The level of the loudest window, to which silence is relative.</summary>
    public float Loudest { get; }

    /// <summary>The total duration of all windows above that fraction of the loudest one.</summary>
    public double SecondsAbove(float part)
    {
        var count = 0;
        foreach (var window in _windows)
        {
            count += window > Loudest * part ? 1 : 0;
        }

        return (double)count / WindowsPerSecond;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float RootMeanSquare(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return (float)Math.Sqrt(sum / samples.Length);
    }
}
