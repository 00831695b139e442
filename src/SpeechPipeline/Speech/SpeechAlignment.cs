using SpeechPipeline.Audio;

namespace SpeechPipeline.Speech;

/// <summary>
/// Lays the phrases of a text along the stretches of its sound, as well as that goes, and says how badly it goes: once with every phrase said
/// once, and once with one fault. If the fault explains the sound much better, the speech has it. All that it needs of the sound is where it
/// pauses; for 350 characters that is some ten phrases and ten stretches.
/// </summary>
sealed class SpeechAlignment
{
    // When the pace is right, the variance of a duration grows with it, in square seconds.
    const double VarianceOfSecond = 0.022, VarianceOfEdges = 0.015;

    // Beyond this, how far off it is does not matter any more.
    const double MostOfGroup = 14;

    // What it costs if a sentence ends without a pause, a clause does, or a pause is where the text has no mark, a short one or a long one.
    const double UnpausedSentence = 2.5, UnpausedClause = 0.25, UnmarkedPause = 0.5, LongUnmarkedPause = 1.5;

    // An end of any length explains more than a sentence that fits.
    const double FreeEnd = 1;

    const int LongPause = 35 * SpeechShape.WindowsPerSecond / 100;
    const int MostInGroup = 40;

    // Paces from three spreads below the expected one to three above.
    const int Steps = 8;
    const double Step = 0.375;

    readonly IReadOnlyList<ExpectedSpeech.Phrase> _phrases;
    readonly int _stretches;
    readonly double[] _mean;
    readonly double[] _variance;
    readonly double[] _unpaused;
    readonly double[] _sound;
    readonly double[] _unmarked;

    /// <param name="phrases">One or more.</param>
    /// <param name="shape">One stretch of sound or more.</param>
    public SpeechAlignment(IReadOnlyList<ExpectedSpeech.Phrase> phrases, SpeechShape shape)
    {
        (_phrases, _stretches) = (phrases, shape.Stretches.Count);
        _mean = Sums(phrases.Count, i => phrases[i].Mean);
        _variance = Sums(phrases.Count, i => phrases[i].Variance);
        _unpaused = Sums(phrases.Count, i => phrases[i].EndsSentence ? UnpausedSentence : UnpausedClause);
        _sound = Sums(shape.Stretches.Count, i => (double)shape.Stretches[i] / SpeechShape.WindowsPerSecond);
        _unmarked = Sums(shape.Pauses.Count, i => shape.Pauses[i] >= LongPause ? LongUnmarkedPause : UnmarkedPause);
    }

    /// <summary>How uncertain a duration is when the pace is known, in square seconds.</summary>
    public static double VarianceOf(double seconds) => VarianceOfEdges + (VarianceOfSecond * seconds);

    /// <summary>The cost without a fault and the least with one, each at the pace that suits it, and that fault.</summary>
    /// <param name="pace">The expected pace: how many times as long as <see cref="ExpectedSpeech"/> says.</param>
    /// <param name="spread">How far from it a segment usually is: the standard deviation of the logarithm.</param>
    public (double Whole, double Faulty, SpeechFault Fault) Costs(double pace, double spread)
    {
        var (whole, faulty, fault) = (double.MaxValue, double.MaxValue, SpeechFault.Length);
        for (var step = -Steps; step <= Steps; step++)
        {
            var deviation = step * Step;
            var prior = deviation * deviation / 2;
            var (one, other, kind) = CostsAt(pace * Math.Exp(deviation * spread));
            whole = Math.Min(whole, one + prior);
            (faulty, fault) = other + prior < faulty ? (other + prior, kind) : (faulty, fault);
        }

        return (whole, faulty, fault);
    }

    (double Whole, double Faulty, SpeechFault Fault) CostsAt(double pace)
    {
        // At [i, j]: the least cost of the first i phrases in the first j stretches.
        var (whole, faulty) = (Table(), Table());
        var faults = new SpeechFault[faulty.Length];
        whole[0] = 0;
        Extend(whole, pace, faults: null);
        var sentence = 0;
        for (var i = 1; i <= _phrases.Count; i++)
        {
            if (!_phrases[i - 1].EndsSentence)
            {
                continue;
            }

            for (var j = 0; j <= _stretches; j++)
            {
                Note(i, j, whole[At(sentence, j)], SpeechFault.Missing);
                Note(sentence, j, whole[At(i, j)], SpeechFault.Repeated);
            }

            sentence = i < _phrases.Count ? i : sentence;
        }

        for (var i = 0; i <= _phrases.Count; i++)
        {
            for (var j = 0; j <= _stretches; j++)
            {
                for (var before = Math.Max(0, j - MostInGroup); before < j; before++)
                {
                    Note(i, j, whole[At(i, before)], SpeechFault.Foreign);
                }
            }
        }

        Extend(faulty, pace, faults);
        // The end may be of any length, but no more than the last sentence.
        for (var i = sentence; i < _phrases.Count; i++)
        {
            for (var j = Math.Min(i, 1); j < _stretches; j++)
            {
                var isShort = _sound[_stretches] - _sound[j] < pace * (_mean[_phrases.Count] - _mean[i]);
                Note(_phrases.Count, _stretches, whole[At(i, j)] + FreeEnd, isShort ? SpeechFault.Cut : SpeechFault.Tail);
            }
        }

        return (whole[^1], faulty[^1], faults[^1]);

        void Note(int i, int j, double cost, SpeechFault fault)
        {
            if (cost < faulty[At(i, j)])
            {
                (faulty[At(i, j)], faults[At(i, j)]) = (cost, fault);
            }
        }
    }

    /// <summary>Lets one phrase or more follow in one stretch or more, wherever that is better.</summary>
    void Extend(double[] table, double pace, SpeechFault[]? faults)
    {
        for (var i = 0; i < _phrases.Count; i++)
        {
            for (var j = 0; j < _stretches; j++)
            {
                if (table[At(i, j)] == double.MaxValue)
                {
                    continue;
                }

                for (var next = i + 1; next <= Math.Min(_phrases.Count, i + MostInGroup); next++)
                {
                    for (var end = j + 1; end <= Math.Min(_stretches, j + MostInGroup); end++)
                    {
                        var cost = table[At(i, j)] + Group(i, next, j, end, pace);
                        if (cost < table[At(next, end)])
                        {
                            table[At(next, end)] = cost;
                            faults?[At(next, end)] = faults[At(i, j)];
                        }
                    }
                }
            }
        }
    }

    double Group(int i, int next, int j, int end, double pace)
    {
        var expected = _mean[next] - _mean[i];
        var variance = pace * pace * (_variance[next] - _variance[i] + VarianceOf(expected));
        var off = _sound[end] - _sound[j] - (pace * expected);
        return Math.Min(MostOfGroup, off * off / (2 * variance)) + _unpaused[next - 1] - _unpaused[i] + _unmarked[end - 1] - _unmarked[j];
    }

    int At(int phrases, int stretches) => (phrases * (_stretches + 1)) + stretches;

    double[] Table()
    {
        var table = new double[(_phrases.Count + 1) * (_stretches + 1)];
        Array.Fill(table, double.MaxValue);
        return table;
    }

    /// <summary>The sum of the first 0, 1, 2, ... values.</summary>
    static double[] Sums(int count, Func<int, double> value)
    {
        var sums = new double[count + 1];
        for (var i = 0; i < count; i++)
        {
            sums[i + 1] = sums[i] + value(i);
        }

        return sums;
    }
}
