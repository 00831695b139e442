using SpeechPipeline.Audio;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>How each voice of an episode speaks: the medians of its segments so far, which one faulty segment does not move.</summary>
sealed class VoiceHabits
{
    /// <summary>With fewer known segments, a voice speaks as any other, and ends in any way.</summary>
    const int LeastKnown = 3, LeastForEnd = 4;

    /// <summary>How many segments it takes to believe the spread of a voice as much as that of any other.</summary>
    const int Prior = 8;

    /// <summary>Shorter texts vary too much to say anything about a voice, in seconds.</summary>
    const double Shortest = 1.5;

    // The median of the absolute deviations of a normal distribution is so much less than its standard deviation.
    const double DeviationOfMedian = 1.4826;

    // Of any voice, as the standard deviation of the logarithm.
    const double PaceSpread = 0.11, PitchSpread = 0.1;

    readonly Lock _lock = new();
    readonly Dictionary<string, Voice> _known = new(StringComparer.Ordinal);

    /// <summary>Counts speech that is accepted.</summary>
    /// <param name="speaker">The speaker; null is the narrator.</param>
    /// <param name="expectedSeconds">What <see cref="ExpectedSpeech"/> says.</param>
    /// <param name="shape">The speech.</param>
    public void Add(string? speaker, double expectedSeconds, SpeechShape shape)
    {
        if (expectedSeconds < Shortest || shape.SoundSeconds <= 0)
        {
            return;
        }

        lock (_lock)
        {
            var voice = _known.TryGetValue(speaker ?? "", out var known) ? known : _known[speaker ?? ""] = new Voice();
            Insert(voice.Paces, Math.Log(shape.SoundSeconds / expectedSeconds));
            if (shape.PitchHz > 0)
            {
                Insert(voice.Pitches, Math.Log(shape.PitchHz));
            }

            Insert(voice.Ends, shape.End);
            voice.Habit = null;
        }
    }

    /// <summary>The habit of a voice; before it is known, that of any.</summary>
    /// <param name="speaker">The speaker; null is the narrator.</param>
    /// <param name="usual">That of any.</param>
    public VoiceHabit? Of(string? speaker, VoiceHabit? usual)
    {
        lock (_lock)
        {
            return _known.TryGetValue(speaker ?? "", out var voice) && voice.Paces.Count >= LeastKnown ? voice.Habit ??= HabitOf(voice) : usual;
        }
    }

    static VoiceHabit HabitOf(Voice voice) => new(
        Math.Exp(Median(voice.Paces)), Spread(voice.Paces, PaceSpread), voice.Pitches.Count < LeastKnown ? 0 : Math.Exp(Median(voice.Pitches)), voice.Pitches.Count < LeastKnown ? 0 : Spread(voice.Pitches, PitchSpread),
        // One may have been cut off.
        voice.Ends.Count < LeastForEnd ? 0 : (int)voice.Ends[Math.Max(1, voice.Ends.Count / 10)]);

    static double Spread(List<double> values, double usual)
    {
        var median = Median(values);
        var deviations = values.ConvertAll(value => Math.Abs(value - median));
        deviations.Sort();
        var own = DeviationOfMedian * Median(deviations);
        return Math.Sqrt(((values.Count * own * own) + (Prior * usual * usual)) / (values.Count + Prior));
    }

    static double Median(List<double> values) => values[values.Count / 2];

    static void Insert(List<double> values, double value)
    {
        var found = values.BinarySearch(value);
        values.Insert(found >= 0 ? found : ~found, value);
    }

    /// <summary>What is known of one voice, each list in order.</summary>
    sealed class Voice
    {
        public List<double> Paces { get; } = [];

        public List<double> Pitches { get; } = [];

        public List<double> Ends { get; } = [];

        /// <summary>Kept until the next segment: at the end of an episode all of them are compared with it, and its spreads take time with their number.</summary>
        public VoiceHabit? Habit { get; set; }
    }
}
