namespace SpeechPipeline.Text;

/// <summary>Finds the clauses of a sentence by its punctuation: where a speaker would take a breath.</summary>
static class ClauseBoundaries
{
    public static List<TextSpan> Find(string text, TextSpan sentence)
    {
        var clauses = new List<TextSpan>();
        var start = sentence.Start;
        for (var at = sentence.Start + 1; at < sentence.End; at++)
        {
            if (!IsBoundary(text, at))
            {
                continue;
            }

            clauses.Add(new TextSpan(start, text[at - 1] == ' ' ? at - 1 : at));
            start = at;
        }

        clauses.Add(new TextSpan(start, sentence.End));
        return clauses;
    }

    static bool IsBoundary(string text, int at)
    {
        var before = text[at - 1];
        if (before == ' ')
        {
            return text[at] is '–' or '—' || (at >= 2 && IsClauseEnd(text[at - 2]) && !WordBoundaries.IsInsideNumber(text, at - 1));
        }

        if (text[at] == ' ' || IsClauseEnd(text[at]) || SentenceMarks.IsStop(text[at]) || SentenceMarks.IsClose(text[at]) || SentenceMarks.IsCombining(text[at]))
        {
            return false;
        }
        // No space follows these. Between digits they group a number.
        return before is '—' or '、' or '，' or '；' or '：' or '،' or '؛' && !(char.IsDigit(text[at]) && at >= 2 && char.IsDigit(text[at - 2]));
    }

    static bool IsClauseEnd(char c) =>
        c is ',' or ';' or ':' or '–' or '—' or '…' or '、' or '，' or '；' or '：' or '،' or '؛' || (c is not '\'' && SentenceMarks.IsClose(c));
}
