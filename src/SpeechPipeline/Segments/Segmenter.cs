using SpeechPipeline.Articles;

namespace SpeechPipeline.Segments;

/// <summary>
/// Plans what is spoken in one call each. A paragraph is a segment; a longer one is parted, short ones are joined, and nothing
/// crosses a chapter or a heading. An edit disturbs the segments of its own paragraph and of what that was joined with.
/// </summary>
public static class Segmenter
{
    public static SegmentPlan Plan(Article article, ModelLimits limits) => Plan(article.Title, article.Chapters, limits);

    /// <summary>Takes the chapters one by one, and keeps nothing of them but their segments.</summary>
    public static SegmentPlan Plan(string? title, IEnumerable<Chapter> article, ModelLimits limits)
    {
        var chapters = new List<PlannedChapter>();
        var segments = new List<Segment>();
        foreach (var chapter in article)
        {
            var pieces = ShortPieces.Join(PiecesOf(chapter, limits), limits);
            if (pieces.Count == 0)
                continue;

            chapters.Add(new PlannedChapter(chapters.Count, chapter.Title, segments.Count));
            foreach (var piece in pieces)
                segments.Add(new Segment(segments.Count, chapters.Count - 1, piece.Paragraph, piece.Text, piece.PauseAfter, piece.Speaker));
            segments[^1] = segments[^1] with { PauseAfter = PauseKind.Chapter };
        }

        if (segments.Count > 0)
            segments[^1] = segments[^1] with { PauseAfter = PauseKind.None };
        return new SegmentPlan(title, chapters, segments);
    }

    private static List<Piece> PiecesOf(Chapter chapter, ModelLimits limits)
    {
        var pieces = new List<Piece>();
        for (var i = 0; i < chapter.Blocks.Count; i++)
        {
            var block = chapter.Blocks[i];
            if (block.Kind == BlockKind.SceneBreak && pieces is [.., var before])
                pieces[^1] = before with { PauseAfter = PauseKind.SceneBreak };
            if (!SpokenText.HasSpeech(block.Text))
                continue;

            if (pieces is [.., var last])
                pieces[^1] = last with { PauseAfter = PauseBetween(last, block.Kind) };
            // A part may be all symbols, where a run of them had to be cut; a model answers those with nothing at all.
            foreach (var part in ParagraphSplitter.Split(block.Text, limits.MaxCharacters).Where(part => SpokenText.HasSpeech(part.Text)))
                pieces.Add(new Piece(part.Text, i, block.Kind, block.Speaker, part.EndsSentence ? PauseKind.Sentence : PauseKind.None));
        }

        return pieces;
    }

    private static PauseKind PauseBetween(Piece last, BlockKind next)
    {
        if (last.PauseAfter == PauseKind.SceneBreak)
            return PauseKind.SceneBreak;
        if (last.Kind == BlockKind.Heading || next == BlockKind.Heading)
            return PauseKind.Heading;
        return last.Kind == next && next is BlockKind.ListItem or BlockKind.TableRow ? PauseKind.ListItem : PauseKind.Paragraph;
    }
}
