using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// The width of a text on screen, in columns: two for an ideograph, kana, Hangul or full-width form (UAX #11),
/// one for any other UTF-16 unit. 42 columns a line and two lines are the usual bounds of subtitles.
/// </summary>
sealed class CueWidth
{
    public const int Line = 42;

    readonly int[] _before;

    public CueWidth(string text)
    {
        _before = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            _before[i + 1] = _before[i] + Of(text[i]);
        }
    }

    public int Between(int start, int end) => _before[end] - _before[start];

    public int Of(TextSpan span) => Between(span.Start, span.End);

    public static int Of(char c) => IsWide(c) ? 2 : 1;

    /// <summary>Supplementary ideographs have two units, so each of these is one column.</summary>
    public static bool IsWide(char c) => c
        is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\u303E') or (>= '\u3041' and <= '\uA4CF') or (>= '\uA960' and <= '\uA97F')
        or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F')
        or (>= '\uFF01' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6');
}
