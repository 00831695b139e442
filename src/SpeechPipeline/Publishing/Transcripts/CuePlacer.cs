using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Gives the cues of a segment their times. Cues end and begin at the detected pauses; if no pause fits, at a place estimated from the
/// lengths of the texts, between the nearest pauses that fit.
/// </summary>
static class CuePlacer
{
    /// <summary>The shortest cue, if there is room for it; otherwise one frame.</summary>
    const double ShortestSeconds = 0.3;

    /// <summary>Sound this close to the edge is a click, not a word.</summary>
    const double EdgeSeconds = 0.05;

    public static List<Cue> Place(SpokenSegment segment, List<CueText> cues, int sampleRateHz)
    {
        if (cues.Count == 0)
        {
            return [];
        }

        if (segment.End - segment.Start < cues.Count)
        {
            return [new Cue(new TextSpan(cues[0].Span.Start, cues[^1].Span.End), segment.Start, segment.End)];
        }

        var clock = new SpeechClock(segment);
        var points = PausePoint.Find(segment.Text, cues);
        var weight = new SpokenWeight(segment.Text, clock.Silences.Count == 0 ? points : []);
        double[] places = [.. points.Select(point => weight.Before(point.At))];
        var (whole, none) = (weight.Whole, new int?[points.Count]);

        // The pace of a voice varies: the estimate over the whole segment is corrected by the sentences that were found.
        var found = Align(none, 0.1);
        var sentences = found.Select((silence, i) => points[i].Level == BreakLevel.Sentence ? silence : null).ToArray();
        found = Align(sentences, 0.05);
        return WithRoom(Times(Between(found)), segment, cues, sampleRateHz);

        int?[] Align(int?[] known, double share) =>
            PauseAlignment.Find(points, Between(known), clock, (0.3 * sampleRateHz) + (share * clock.Spoken), sampleRateHz);

        // The place of each point, in frames of speech: known, or interpolated between known ones.
        double[] Between(int?[] known)
        {
            var result = new double[points.Count];
            for (var (i, from) = (0, (Place: 0.0, Spoken: 0.0)); i < points.Count;)
            {
                var next = i;
                while (next < points.Count && known[next] is null)
                {
                    next++;
                }

                var to = next < points.Count ? (Place: places[next], Spoken: clock.SpokenBefore(known[next]!.Value)) : (Place: whole, Spoken: (double)clock.Spoken);
                var rate = to.Place > from.Place ? (to.Spoken - from.Spoken) / (to.Place - from.Place) : 0;
                for (; i < next; i++)
                {
                    result[i] = from.Spoken + ((places[i] - from.Place) * rate);
                }

                if (next < points.Count)
                {
                    result[next] = to.Spoken;
                    (i, from) = (next + 1, to);
                }
            }

            return result;
        }

        List<(long Start, long End)> Times(double[] spoken)
        {
            var times = new List<(long Start, long End)>(cues.Count);
            var (first, last) = Edges(segment, clock, sampleRateHz);
            for (var i = 0; i < points.Count; i++)
            {
                if (points[i].Cue is not null)
                {
                    var (end, next) = found[i] is { } silence
                        ? (clock.Silences[silence].Start, clock.Silences[silence].End)
                        : (clock.FrameAt(spoken[i]), clock.FrameAt(spoken[i]));
                    times.Add((first, end));
                    first = next;
                }
            }

            times.Add((first, last));
            return times;
        }
    }

    /// <summary>The start of the first word and the end of the last one.</summary>
    static (long Start, long End) Edges(SpokenSegment segment, SpeechClock clock, int sampleRateHz)
    {
        var edge = (long)(EdgeSeconds * sampleRateHz);
        var (start, end) = (segment.Start, segment.End);
        if (clock.Silences is [var first, ..] && first.Start - segment.Start <= edge)
        {
            start = first.End;
        }

        if (clock.Silences is [.., var last] && segment.End - last.End <= edge && last.Start > start)
        {
            end = last.Start;
        }

        return start < end ? (start, end) : (segment.Start, segment.End);
    }

    /// <summary>Puts cues in order inside the segment, none too short: a short cue takes time from the pause after it, then from the next cue.</summary>
    static List<Cue> WithRoom(List<(long Start, long End)> times, SpokenSegment segment, List<CueText> texts, int sampleRateHz)
    {
        var least = Math.Clamp((segment.End - segment.Start) / texts.Count, 1, (long)(ShortestSeconds * sampleRateHz));
        var (cues, from) = (new List<Cue>(texts.Count), segment.Start);
        for (var i = 0; i < texts.Count; i++)
        {
            var room = segment.End - (least * (texts.Count - 1 - i));
            var start = Math.Clamp(times[i].Start, from, room - least);
            from = Math.Clamp(times[i].End, start + least, room);
            cues.Add(new Cue(texts[i].Span, start, from));
        }

        return cues;
    }
}

/// <summary>A cue: words that are shown together.</summary>
/// <param name="Span">The span of its words in the segment's text.</param>
/// <param name="Start">Its first frame on the episode's timeline.</param>
/// <param name="End">The frame after its last.</param>
public readonly record struct Cue(TextSpan Span, long Start, long End);
