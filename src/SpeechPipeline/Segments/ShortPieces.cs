using System.Text.RegularExpressions;
using SpeechPipeline.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>
/// Joins pieces that are too short to be spoken well to the piece that follows. Only pieces of one kind and one speaker are joined, the first
/// ending in punctuation, with at most a paragraph's pause between them. A piece is joined to the one before only within a list or
/// within a paragraph: a separate line (a sub-heading, a question, a signature) stays separate. A piece
/// that is long enough is not joined, so an edit has no effect beyond the next such piece.
/// </summary>
static partial class ShortPieces
{
    public static List<Piece> Join(List<Piece> pieces, ModelLimits limits)
    {
        var forward = new List<Piece>(pieces.Count);
        foreach (var piece in pieces)
        {
            JoinOrAdd(forward, piece, forward is [.., var last] && IsShort(last, limits), limits);
        }

        var joined = new List<Piece>(forward.Count);
        foreach (var piece in forward)
        {
            JoinOrAdd(joined, piece, IsShort(piece, limits) && joined is [.., var before] && ContinuesInto(before), limits);
        }

        return joined;
    }

    static void JoinOrAdd(List<Piece> pieces, Piece piece, bool isWanted, ModelLimits limits)
    {
        if (isWanted && pieces is [.., var last] && MayFollow(last, piece) && LengthOf(last, piece) <= limits.MaxCharacters)
        {
            pieces[^1] = last with { Text = $"{last.Text} {piece.Text}", PauseAfter = piece.PauseAfter, PauseAfterMs = piece.PauseAfterMs };
        }
        else
        {
            pieces.Add(piece);
        }
    }

    static bool IsShort(Piece piece, ModelLimits limits) =>
        piece.Text.Length < limits.MinCharacters && SpokenLength.Of(piece.Text) < limits.MinCharacters;

    static bool ContinuesInto(Piece before) => before.PauseAfter is PauseKind.ListItem or PauseKind.Sentence;

    static int LengthOf(Piece first, Piece second) => SpokenLength.Of(first.Text) + 1 + SpokenLength.Of(second.Text);

    // A heading has a pause on both sides, so it is never joined.
    static bool MayFollow(Piece first, Piece second) =>
        first.Kind == second.Kind
        && first.Speaker == second.Speaker
        && first.PauseAfter is PauseKind.Paragraph or PauseKind.ListItem or PauseKind.Sentence
        && char.IsPunctuation(first.Text[^1])
        && !IsSignature(first) && !IsSignature(second);

    // Joined to what follows, initials would be its first words.
    static bool IsSignature(Piece piece) => piece.Kind is BlockKind.Paragraph or BlockKind.Quote && Signature().IsMatch(piece.Text);

    /// <summary>"G.J.", "—J. R. S.", "K. v. H."</summary>
    [GeneratedRegex(@"^[—–-]?\s?\p{Lu}\p{Ll}?\.(\s?(\p{Lu}\p{Ll}?|v|d)\.){1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Signature();
}

/// <summary>A segment in the making: part of a block, or several short blocks.</summary>
sealed record Piece(string Text, int Paragraph, BlockKind Kind, string? Speaker, PauseKind PauseAfter, int? PauseAfterMs = null);
