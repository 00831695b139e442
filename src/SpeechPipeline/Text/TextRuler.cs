namespace SpeechPipeline.Text;

/// <summary>A text, with the spoken length of any span of it in constant time.</summary>
sealed class TextRuler
{
    readonly int[] _lengthBefore;

    public TextRuler(string text)
    {
        Text = text;
        _lengthBefore = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            _lengthBefore[i + 1] = _lengthBefore[i] + SpokenLength.Of(text[i]);
        }
    }

    public string Text { get; }

    public int LengthOf(TextSpan span) => LengthOf(span.Start, span.End);

    public int LengthOf(int start, int end) => _lengthBefore[end] - _lengthBefore[start];
}
