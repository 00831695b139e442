using System.Numerics;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio;

/// <summary>
/// How high a voice is: the median of its fundamental frequency, by the autocorrelation of frames from all over the speech. Within a voice it varies
/// less than anything else that a wrong sample rate changes: by 6 to 8 % in the benchmark <c>completeness</c>.
/// </summary>
static class VoicePitch
{
    const int LeastHz = 45, MostHz = 550;

    /// <summary>Enough for any voice, at about this many samples a second.</summary>
    const int RateHz = 8_000;

    const int FramesPerSecond = 25;

    /// <summary>So many make a median, however long the speech is.</summary>
    const int MostFrames = 100;

    /// <summary>Vowels are like themselves a period later. Two periods later they are so too, so the first that is nearly as good counts.</summary>
    const float LeastLikeness = 0.6f, NearlyAsGood = 0.87f;

    /// <param name="audio">The speech; the first channel is looked at.</param>
    /// <param name="level">Its level.</param>
    /// <param name="least">The level of loud windows.</param>
    /// <returns>In Hz; 0 if there is no voice.</returns>
    public static int Of(PcmAudio audio, SoundLevel level, float least)
    {
        var step = Math.Max(1, audio.Format.SampleRateHz / RateHz);
        var rate = audio.Format.SampleRateHz / step;
        var (frame, longest) = (new float[(rate / FramesPerSecond) + (rate / LeastHz)], rate / LeastHz);
        var loud = Enumerable.Range(0, level.Windows.Length)
            .Where(i => level.Windows[i] >= least && (i * level.WindowFrames) + (frame.Length * step) <= audio.FrameCount).ToList();
        var pitches = new List<double>();
        for (var i = 0; i < loud.Count; i += 1 + (loud.Count / MostFrames))
        {
            Read(audio, loud[i] * level.WindowFrames, step, frame);
            if (PeriodOf(frame, frame.Length - longest, rate / MostHz, longest) is > 0 and var period)
            {
                pitches.Add((double)rate / period);
            }
        }

        pitches.Sort();
        return pitches.Count == 0 ? 0 : (int)Math.Round(pitches[pitches.Count / 2]);
    }

    /// <summary>The mean of every so many samples, about zero.</summary>
    static void Read(PcmAudio audio, int start, int step, float[] frame)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = 0;
            for (var k = 0; k < step; k++)
            {
                frame[i] += audio.Samples[(start + (i * step) + k) * audio.Format.Channels];
            }
        }

        var mean = frame.Average();
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] -= mean;
        }
    }

    /// <summary>In samples; 0 if the sound has none.</summary>
    static int PeriodOf(ReadOnlySpan<float> frame, int length, int shortest, int longest)
    {
        var likeness = new float[longest + 1];
        var energy = Product(frame[..length], frame[..length]);
        for (var period = shortest; period <= longest; period++)
        {
            var later = frame.Slice(period, length);
            likeness[period] = Product(frame[..length], later) / (MathF.Sqrt(energy * Product(later, later)) + float.Epsilon);
        }

        var best = likeness.Max();
        for (var period = shortest + 1; best >= LeastLikeness && period < longest; period++)
        {
            if (likeness[period] >= NearlyAsGood * best && likeness[period] >= likeness[period - 1] && likeness[period] >= likeness[period + 1])
            {
                return period;
            }
        }

        return 0;
    }

    static float Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var ones = MemoryMarshal.Cast<float, Vector<float>>(one);
        var others = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < ones.Length; i++)
        {
            sums += ones[i] * others[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = ones.Length * Vector<float>.Count; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
