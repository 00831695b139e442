using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// Normalization form C (UAX #15). <see cref="string.Normalize()"/> returns its input unchanged in globalization-invariant mode,
/// and otherwise depends on the installed ICU. The hashes of segments must depend on neither.
/// </summary>
static class CanonicalComposition
{
    // Everything below is composed already and combines with nothing before it.
    const char FirstCombining = '\u0300';

    public static string Compose(string text) => IsComposed(text) ? text : Recompose(Decompose(text));

    // UAX #15, section 9: the quick check.
    static bool IsComposed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstCombining, char.MaxValue))
        {
            return true;
        }

        var lastClass = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var combiningClass = CanonicalData.CombiningClass(rune.Value);
            if (CanonicalData.MayChange(rune.Value) || (combiningClass != 0 && lastClass > combiningClass))
            {
                return false;
            }

            lastClass = combiningClass;
        }

        return true;
    }

    static List<int> Decompose(string text)
    {
        var characters = new List<int>(text.Length + 16);
        var marksFrom = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            for (var part = CanonicalData.Decompose(rune.Value, characters); part < characters.Count; part++)
            {
                if (CanonicalData.CombiningClass(characters[part]) != 0)
                {
                    continue;
                }

                Order(characters, marksFrom, part);
                marksFrom = part + 1;
            }
        }

        Order(characters, marksFrom, characters.Count);
        return characters;
    }

    // UAX #15, D109. The sort must be stable, and must not be quadratic: someone may send a million marks in a row.
    static void Order(List<int> characters, int from, int to)
    {
        if (to - from < 2)
        {
            return;
        }

        var ordered = characters[from..to].OrderBy(CanonicalData.CombiningClass).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            characters[from + i] = ordered[i];
        }
    }

    // UAX #15, D117.
    static string Recompose(List<int> characters)
    {
        var (length, starter, lastClass) = (0, -1, 0);
        for (var i = 0; i < characters.Count; i++)
        {
            var character = characters[i];
            var combiningClass = CanonicalData.CombiningClass(character);
            var isBlocked = starter < 0 || (lastClass != 0 && lastClass >= combiningClass);
            if (!isBlocked && CanonicalData.TryCompose(characters[starter], character, out var composite))
            {
                characters[starter] = composite;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = length;
            }

            lastClass = combiningClass;
            characters[length++] = character;
        }

        var text = new StringBuilder(length);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < length; i++)
        {
            text.Append(units[..new Rune(characters[i]).EncodeToUtf16(units)]);
        }

        return text.ToString();
    }
}
