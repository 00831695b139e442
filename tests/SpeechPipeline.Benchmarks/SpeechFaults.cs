using SpeechPipeline.Audio;
using SpeechPipeline.Text;

namespace SpeechPipeline.Benchmarks;

/// <summary>Plants faults in the speech of a text.</summary>
static class SpeechFaults
{
    /// <summary>One of each kind that the text allows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="good">Its speech.</param>
    /// <param name="other">Other speech of the same voice.</param>
    /// <param name="speak">Speaks another text in the same voice.</param>
    /// <param name="random">Chooses.</param>
    public static async Task<List<FaultySpeech>> OfAsync(string text, PcmAudio good, PcmAudio other, Func<string, Task<PcmAudio>> speak, Random random)
    {
        var faults = new List<FaultySpeech>();
        var sentences = SentenceBoundaries.Find(text);
        if (sentences.Count > 1)
        {
            var chosen = sentences[random.Next(sentences.Count)];
            var without = await speak((text[..chosen.Start] + text[chosen.End..]).Trim());
            faults.Add(new("a sentence is missing", Spoken(good) - Spoken(without), VariedSpeech.Of(without, random)));
            var twice = await speak(text[..chosen.End] + " " + text[chosen.Start..]);
            faults.Add(new("a sentence is said twice", Spoken(twice) - Spoken(good), VariedSpeech.Of(twice, random)));
            // A source of its own, so that the other faults are those that they were.
            var otherwise = VariedSpeech.Otherwise(await speak(text[..chosen.End]), await speak(text[chosen.Start..]), new Random(text.Length));
            faults.Add(new("a sentence is said again in another way", Spoken(twice) - Spoken(good), otherwise));
        }

        var (varied, rate) = (VariedSpeech.Of(good, random), good.Format.SampleRateHz);
        var speech = SpeechEdges.Trim(varied);
        var end = speech.FrameCount - (SpeechEdges.TailMilliseconds * rate / 1000);
        foreach (var (kind, seconds) in new[] { ("half of the last word is cut off", 0.5 * LastWord(text, Spoken(good))), ("the end is cut off", 0.3 + (2.7 * random.NextDouble())) })
        {
            if (seconds < 0.7 * end / rate)
            {
                faults.Add(new(kind, seconds, With(speech.Samples[..(end - (int)(seconds * rate))])));
            }
        }

        var silence = 2 + (8 * random.NextDouble());
        var inside = SilenceFinder.Find(speech);
        var at = inside.Count > 0 && random.Next(2) == 0 ? inside[random.Next(inside.Count)].Start : (int)(end * (0.2 + (0.6 * random.NextDouble())));
        faults.Add(new("a silence inside", silence, With([.. speech.Samples[..at], .. VariedSpeech.Silence(silence, rate), .. speech.Samples[at..]])));

        var tail = 2 + (18 * random.NextDouble());
        faults.Add(new("a tail of other speech", tail, With([.. varied.Samples, .. Repeated(other.Samples, tail, rate)])));
        var word = speech.Samples[Math.Max(0, end - (int)(LastWord(text, Spoken(good)) * rate))..];
        faults.Add(new("a tail of the last word", tail, With([.. speech.Samples, .. Repeated(word, tail, rate)])));
        faults.Add(new("a tail of hum", tail, With([.. speech.Samples[..end], .. Enumerable.Range(0, (int)(tail * rate)).Select(i => 0.1f * MathF.Sin(i * 2 * MathF.PI * 120 / rate))])));

        faults.Add(new("16 kHz called 24 kHz", Spoken(good) / 3, new PcmAudio(new PcmFormat(rate * 3 / 2, 1), varied.Samples)));
        faults.Add(new("24 kHz called 16 kHz", Spoken(good) / 2, new PcmAudio(new PcmFormat(rate * 2 / 3, 1), varied.Samples)));
        return [.. faults.Select(fault => fault with { Audio = VariedSpeech.Recorded(fault.Audio, random) })];

        PcmAudio With(float[] samples) => new(good.Format, samples);
    }

    static double Spoken(PcmAudio audio) => SpeechEdges.TrimmedSeconds(audio);

    static double LastWord(string text, double seconds) => Math.Max(0.2, seconds * text.TrimEnd().Split(' ')[^1].Length / text.Length);

    static float[] Repeated(float[] sound, double seconds, int rate) =>
        [.. Enumerable.Range(0, (int)(seconds * rate)).Select(i => sound[i % sound.Length])];
}
