using SpeechPipeline.Audio;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

/// <summary>A segment made of parts whose times are known: what is said, how long it takes, how long the pause after it is.</summary>
sealed class SpokenScene(int rate)
{
    readonly List<Silence> _silences = [];
    readonly List<string> _parts = [];
    readonly long _start = 7 * rate;
    long _at = 7 * rate;

    /// <summary>Where each part was really said.</summary>
    public List<(long Start, long End)> Truth { get; } = [];

    public string Text => string.Join(' ', _parts);

    public SpokenScene Say(string text, double seconds, double pauseSeconds = 0)
    {
        _parts.Add(text);
        var end = _at + (long)(seconds * rate);
        Truth.Add((_at, end));
        _at = end;
        return Pause(pauseSeconds);
    }

    public SpokenScene Pause(double seconds)
    {
        var end = _at + (long)(seconds * rate);
        if (end > _at)
        {
            _silences.Add(new Silence(_at, end));
        }

        _at = end;
        return this;
    }

    /// <summary>A short gap inside what was said last: the closure of a "t".</summary>
    public SpokenScene Gap(double afterSeconds, double seconds)
    {
        var start = Truth[^1].Start + (long)(afterSeconds * rate);
        _silences.Add(new Silence(start, start + (long)(seconds * rate)));
        _silences.Sort((one, other) => one.Start.CompareTo(other.Start));
        return this;
    }

    public SpokenSegment Segment() => new(Text, 0, null, _start, _at, _silences);
}
