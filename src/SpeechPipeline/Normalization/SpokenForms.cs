using System.Buffers;
using System.Globalization;
using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Replaces written forms by spoken ones: whole words only, from left to right, the longest match at each place, and never again inside
/// a replacement. The entries are in a trie, so that a place costs no more than the longest entry, however many there are.
/// </summary>
public sealed class SpokenForms
{
    readonly Dictionary<(int Node, char Next), int> _edges = [];
    readonly List<List<Pronunciation>?> _entries = [null];

    public SpokenForms(IEnumerable<Pronunciation> pronunciations)
    {
        foreach (var entry in pronunciations.Select(entry => entry with { Written = SpokenText.Normalize(entry.Written) }))
        {
            var node = 0;
            foreach (var c in entry.Written)
            {
                if (!_edges.TryGetValue((node, char.ToLowerInvariant(c)), out var next))
                {
                    next = _entries.Count;
                    _entries.Add(null);
                    _edges.Add((node, char.ToLowerInvariant(c)), next);
                }

                node = next;
            }

            if (node > 0)
            {
                (_entries[node] ??= []).Add(entry);
            }
        }
    }

    /// <summary>The normalized <paramref name="text"/> with every entry replaced by its spoken form.</summary>
    public string Apply(string text)
    {
        if (_edges.Count == 0)
        {
            return text;
        }

        StringBuilder? spoken = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (BindsAt(text, at) || LongestAt(text, at) is not { } entry)
            {
                continue;
            }

            (spoken ??= new StringBuilder(text.Length)).Append(text, copied, at - copied).Append(entry.Spoken);
            copied = at + entry.Written.Length;
            at = copied - 1;
        }

        return spoken is null ? text : spoken.Append(text, copied, text.Length - copied).ToString();
    }

    Pronunciation? LongestAt(string text, int at)
    {
        Pronunciation? longest = null;
        var node = 0;
        for (var end = at; end < text.Length && _edges.TryGetValue((node, char.ToLowerInvariant(text[end])), out node); end++)
        {
            if (_entries[node] is { } entries && !BindsAt(text, end + 1) && !IsContraction(text, end + 1))
            {
                longest = Fitting(entries, text.AsSpan(at, end + 1 - at)) ?? longest;
            }
        }

        return longest;
    }

    static Pronunciation? Fitting(List<Pronunciation> entries, ReadOnlySpan<char> found)
    {
        foreach (var entry in entries)
        {
            if (entry.IsExact && found.SequenceEqual(entry.Written))
            {
                return entry;
            }
        }

        return entries.Find(entry => !entry.IsExact);
    }

    // Whether the characters before and after the place belong to one word. Scripts without spaces have no such places.
    static bool BindsAt(string text, int at)
    {
        if (at == 0 || at == text.Length)
        {
            return false;
        }

        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var after, out _) != OperationStatus.Done)
        {
            return true;
        }

        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _);
        return IsMark(after) || (IsOfWord(before) && IsOfWord(after));
    }

    // "don't" is one word; the 's of "SQL's" may follow any entry.
    static bool IsContraction(string text, int end) =>
        end + 1 < text.Length && text[end] is '\'' or '’' && char.IsLetter(text[end + 1]) && char.IsLetter(text[end - 1])
        && !(text[end + 1] is 's' or 'S' && !BindsAt(text, end + 2));

    static bool IsOfWord(Rune rune) => rune.Value == '_'
        || ((Rune.IsLetterOrDigit(rune) || IsMark(rune)) && !SpokenText.IsWide(rune)
            && rune.Value is not ((>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)));

    static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
