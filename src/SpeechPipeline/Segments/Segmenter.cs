using SpeechPipeline.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>
/// Cuts text into segments, one call each. A paragraph is a segment; a longer one is split, short ones are joined, and no segment
/// crosses a chapter or a heading. An edit changes only the segments of its own paragraph and of those joined to it.
/// </summary>
public static class Segmenter
{
    /// <summary>The whole plan of an article in memory.</summary>
    public static SegmentPlan Plan(Article article, ModelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(article);
        var parts = Cut(article.Chapters, limits).ToList();
        return new SegmentPlan(article.Title, [.. parts.Select(part => part.Chapter)], [.. parts.SelectMany(part => part.Segments)]);
    }

    /// <summary>Takes the chapters one by one and returns the segments of each that has something to speak, without keeping earlier ones.</summary>
    public static IEnumerable<(PlannedChapter Chapter, IReadOnlyList<Segment> Segments)> Cut(IEnumerable<Chapter> chapters, ModelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(chapters);
        var (index, first) = (0, 0);
        // A segment is held back until another follows, because there is no pause after the last.
        (PlannedChapter Chapter, List<Segment> Segments)? latest = null;
        foreach (var chapter in chapters)
        {
            var pieces = ShortPieces.Join(PiecesOf(chapter, limits), limits);
            if (pieces.Count == 0)
            {
                continue;
            }

            if (latest is { } before)
            {
                yield return Ended(before, PauseKind.Chapter);
            }

            var segments = pieces.ConvertAll(piece => new Segment(first++, index, piece.Paragraph, piece.Text, piece.PauseAfter, piece.Speaker, piece.PauseAfterMs));
            latest = (new PlannedChapter(index++, chapter.Title, segments[0].Index), segments);
        }

        if (latest is { } last)
        {
            yield return Ended(last, PauseKind.None);
        }
    }

    static (PlannedChapter, IReadOnlyList<Segment>) Ended((PlannedChapter Chapter, List<Segment> Segments) part, PauseKind pause)
    {
        if (part.Segments[^1].PauseAfter != PauseKind.Marked)
        {
            part.Segments[^1] = part.Segments[^1] with { PauseAfter = pause };
        }

        return part;
    }

    static List<Piece> PiecesOf(Chapter chapter, ModelLimits limits)
    {
        var pieces = new List<Piece>();
        for (var i = 0; i < chapter.Blocks.Count; i++)
        {
            var block = chapter.Blocks[i];
            if (block.Kind == BlockKind.SceneBreak && pieces is [.., { PauseAfter: not PauseKind.Marked } before])
            {
                pieces[^1] = before with { PauseAfter = PauseKind.SceneBreak };
            }

            if (!SpokenText.HasSpeech(block.Text))
            {
                Mark(block);
                continue;
            }

            if (pieces is [.., { PauseAfter: not PauseKind.Marked } last])
            {
                pieces[^1] = last with { PauseAfter = PauseBetween(last, block.Kind) };
            }
            // A part of a long run of symbols may have no words; a model answers it with silence.
            foreach (var part in ParagraphSplitter.Split(block.Text, limits.MaxCharacters).Where(part => SpokenText.HasSpeech(part.Text)))
            {
                pieces.Add(new Piece(part.Text, i, block.Kind, block.Speaker, part.EndsSentence ? PauseKind.Sentence : PauseKind.None));
            }

            Mark(block);
        }

        return pieces;

        void Mark(Block block)
        {
            if (block.PauseAfterMs is { } pause && pieces is [.., var piece])
            {
                pieces[^1] = piece with { PauseAfter = PauseKind.Marked, PauseAfterMs = Math.Min(PauseMark.Longest, (piece.PauseAfterMs ?? 0) + pause) };
            }
        }
    }

    static PauseKind PauseBetween(Piece last, BlockKind next)
    {
        if (last.PauseAfter == PauseKind.SceneBreak)
        {
            return PauseKind.SceneBreak;
        }

        if (last.Kind == BlockKind.Heading || next == BlockKind.Heading)
        {
            return PauseKind.Heading;
        }

        return last.Kind == next && next is BlockKind.ListItem or BlockKind.TableRow ? PauseKind.ListItem : PauseKind.Paragraph;
    }
}

/// <summary>Everything that is spoken in an episode, in order. The same article and limits always give the same plan.</summary>
/// <param name="Title">The article's title; null if it has none.</param>
/// <param name="Chapters">The chapters that have something to speak.</param>
/// <param name="Segments">The segments of all chapters; empty if the article has nothing to speak.</param>
public sealed record SegmentPlan(string? Title, IReadOnlyList<PlannedChapter> Chapters, IReadOnlyList<Segment> Segments);

/// <summary>A chapter that has something to speak.</summary>
/// <param name="Index">Its place among the chapters with something to speak, from 0.</param>
/// <param name="Title">Its name; null if the article has none.</param>
/// <param name="FirstSegment">The <see cref="Segment.Index"/> of its first segment.</param>
public sealed record PlannedChapter(int Index, string? Title, int FirstSegment);
