using System.Globalization;

namespace SpeechPipeline.Audio;

/// <summary>Where a piece of speech sounds and where it pauses, in windows of 10 ms.</summary>
/// <param name="Stretches">The lengths of the stretches of sound, in windows, each but the last followed by the pause of the same index.</param>
/// <param name="Pauses">The lengths of the pauses between them, in windows.</param>
/// <param name="End">The length of the silence behind the last, in windows.</param>
/// <param name="PitchHz">How high the voice is (<see cref="VoicePitch"/>): higher where a wrong sample rate makes it so. 0: unknown.</param>
/// <param name="EndsAbruptly">Whether the sound breaks off at full level.</param>
public sealed record SpeechShape(IReadOnlyList<int> Stretches, IReadOnlyList<int> Pauses, int End, int PitchHz, bool EndsAbruptly)
{
    /// <summary>Windows in a second.</summary>
    public const int WindowsPerSecond = 100;

    /// <summary>Shorter pauses are closures of the mouth: up to 100 ms in the voices known here.</summary>
    const int LeastPause = 12;

    // 35 dB below the loud parts of the speech, so that a breath is part of a pause; but 9 dB above a noise that never ends.
    const float QuietPart = 0.018f, AboveNoise = 2.8f, MostNoise = 0.1f;

    const float VowelPart = 0.25f;

    const string HasPitch = "/p";

    // Words decay: those of the voices known here are 25 dB and more below their loud parts in their last 20 ms.
    const float AbruptPart = 0.06f;

    /// <summary>Whether a part of it, between pauses, is at once said again. Not stored: it is looked at when it is spoken.</summary>
    public bool SaysTwice { get; init; }

    /// <summary>The duration of the sound, without pauses.</summary>
    public double SoundSeconds => (double)Stretches.Sum() / WindowsPerSecond;

    public static SpeechShape Of(PcmAudio audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var level = new SoundLevel(audio);
        var sorted = level.Windows.ToArray();
        Array.Sort(sorted);
        var (loud, noise) = (sorted[sorted.Length * 19 / 20], sorted[sorted.Length / 20]);
        var threshold = Math.Max(loud * QuietPart, Math.Min(noise * AboveNoise, loud * MostNoise));
        var (stretches, pauses, sounds) = (new List<int>(), new List<int>(), new List<(int Start, int End)>());
        var (begun, ended) = (-1, 0);
        for (var i = 0; i < level.Windows.Length; i++)
        {
            if (level.Windows[i] <= threshold)
            {
                continue;
            }

            if (begun >= 0 && i - ended >= LeastPause)
            {
                stretches.Add(ended - begun);
                sounds.Add((begun, ended));
                pauses.Add(i - ended);
                begun = i;
            }

            begun = begun < 0 ? i : begun;
            ended = i + 1;
        }

        if (begun >= 0)
        {
            stretches.Add(ended - begun);
            sounds.Add((begun, ended));
        }

        return new SpeechShape(stretches, pauses, level.Windows.Length - ended, VoicePitch.Of(audio, level, loud * VowelPart), BreaksOff(level.Windows, loud * AbruptPart)) { SaysTwice = RepeatedSound.IsIn(audio, sounds) };
    }

    static bool BreaksOff(ReadOnlySpan<float> windows, float least)
    {
        // Padding with digital silence is no decay. The last window may hold only a few samples.
        var end = windows.LastIndexOfAnyExcept(0f);
        return end >= 2 && windows[end - 1] > least && windows[end - 2] > least && windows[end] > least / 4;
    }

    /// <summary>For metadata: <c>312 40 805 22 119/31/p128</c>, stretches and pauses in turn, the silence at the end, the pitch. An earlier version wrote something else in its place, without the letter.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{string.Join(' ', Stretches.Select((stretch, i) => i < Pauses.Count ? FormattableString.Invariant($"{stretch} {Pauses[i]}") : stretch.ToString(CultureInfo.InvariantCulture)))}/{End}/p{PitchHz}");

    /// <summary>What <see cref="ToString"/> wrote; null for anything else.</summary>
    public static SpeechShape? Parse(string? text)
    {
        var numbers = new List<int>();
        var hasPitch = text?.Contains(HasPitch, StringComparison.Ordinal) == true;
        foreach (var part in (text ?? "").Replace(HasPitch, "/", StringComparison.Ordinal).Split(' ', '/'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count < 3 ? null : new SpeechShape(
            [.. numbers.SkipLast(2).Where((_, i) => i % 2 == 0)], [.. numbers.SkipLast(2).Where((_, i) => i % 2 == 1)], numbers[^2], hasPitch ? numbers[^1] : 0, EndsAbruptly: false);
    }
}
