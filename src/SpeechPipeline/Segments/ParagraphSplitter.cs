using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>
/// Splits a paragraph that is too long for one call: between sentences; a sentence that is too long between its clauses; such a
/// clause between its words; a word, or a text without spaces, between its graphemes. The parts are as even as possible.
/// </summary>
static class ParagraphSplitter
{
    public static IReadOnlyList<ParagraphPart> Split(string text, int max)
    {
        // A text is never shorter when spoken than its own length; most paragraphs are far below the limit.
        if (text.Length <= max && SpokenLength.Of(text) <= max)
        {
            return [new ParagraphPart(text, true)];
        }

        var ruler = new TextRuler(text);
        var sentences = SentenceBoundaries.Find(text);
        var parts = new List<ParagraphPart>();
        var sentence = 0;
        foreach (var span in Group(ruler, sentences, BreakLevel.Sentence, max))
        {
            while (sentences[sentence].End < span.End)
            {
                sentence++;
            }

            parts.Add(new ParagraphPart(span.Of(text), sentences[sentence].End == span.End));
        }

        return parts;
    }

    static List<TextSpan> Group(TextRuler ruler, IReadOnlyList<TextSpan> pieces, BreakLevel level, int max)
    {
        var fitting = new List<TextSpan>(pieces.Count);
        foreach (var piece in pieces)
        {
            if (ruler.LengthOf(piece) <= max)
            {
                fitting.Add(piece);
            }
            else
            {
                fitting.AddRange(Break(ruler, piece, level + 1, max));
            }
        }

        return EvenSplit.Group(ruler, fitting, max);
    }

    static List<TextSpan> Break(TextRuler ruler, TextSpan span, BreakLevel level, int max) => level switch
    {
        BreakLevel.Clause => Group(ruler, ClauseBoundaries.Find(ruler.Text, span), level, max),
        BreakLevel.Word => Group(ruler, WordBoundaries.Find(ruler.Text, span), level, max),
        _ => UnbrokenRun.Cut(ruler, span, max),
    };
}

/// <summary>A part of a paragraph that fits into one call.</summary>
readonly record struct ParagraphPart(string Text, bool EndsSentence);
