using System.Globalization;

namespace SpeechPipeline.Text;

/// <summary>The part of the Unicode Character Database that composition needs, read once from <c>canonical.txt</c>.</summary>
static class CanonicalData
{
    // No character from plane 3 on decomposes or combines.
    const int End = 0x30000;

    // The arithmetic of Hangul syllables: The Unicode Standard, section 3.12.
    const int SyllableBase = 0xAC00;
    const int LeadBase = 0x1100;
    const int VowelBase = 0x1161;
    const int TrailBase = 0x11A7;
    const int LeadCount = 19;
    const int VowelCount = 21;
    const int TrailCount = 28;
    const int SyllableCount = LeadCount * VowelCount * TrailCount;

    static readonly byte[] Classes = new byte[End];
    static readonly bool[] Changing = new bool[End];
    static readonly Dictionary<int, (int First, int? Second)> Decompositions = [];
    static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static CanonicalData()
    {
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                Take(line);
            }
        }

        Array.Fill(Changing, true, VowelBase, VowelCount);
        Array.Fill(Changing, true, TrailBase + 1, TrailCount - 1);
    }

    public static int CombiningClass(int character) => character < End ? Classes[character] : 0;

    /// <summary>Whether composition may replace the character or join it to the one before it (NFC_Quick_Check is not Yes).</summary>
    public static bool MayChange(int character) => character < End && Changing[character];

    /// <summary>Appends the full decomposition of the character; answers the index of its first part.</summary>
    public static int Decompose(int character, List<int> parts)
    {
        var first = parts.Count;
        var syllable = character - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            parts.Add(LeadBase + (syllable / (VowelCount * TrailCount)));
            parts.Add(VowelBase + (syllable / TrailCount % VowelCount));
            if (syllable % TrailCount != 0)
            {
                parts.Add(TrailBase + (syllable % TrailCount));
            }
        }
        else if (Decompositions.TryGetValue(character, out var decomposition))
        {
            Decompose(decomposition.First, parts);
            if (decomposition.Second is { } second)
            {
                Decompose(second, parts);
            }
        }
        else
        {
            parts.Add(character);
        }

        return first;
    }

    public static bool TryCompose(int first, int second, out int composite)
    {
        var (lead, vowel, syllable, trail) = (first - LeadBase, second - VowelBase, first - SyllableBase, second - TrailBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            composite = SyllableBase + (((lead * VowelCount) + vowel) * TrailCount);
            return true;
        }

        if (syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
        {
            composite = first + trail;
            return true;
        }

        return Compositions.TryGetValue((first, second), out composite);
    }

    static void Take(string line)
    {
        var fields = line.TrimStart('@', '!').Split(' ');
        var character = Hex(fields[0]);
        if (line[0] == '@')
        {
            Array.Fill(Classes, byte.Parse(fields[2], CultureInfo.InvariantCulture), character, Hex(fields[1]) - character + 1);
            return;
        }

        int? second = fields.Length > 2 ? Hex(fields[2]) : null;
        Decompositions.Add(character, (Hex(fields[1]), second));
        if (line[0] == '!')
        {
            Changing[character] = true;
        }
        else
        {
            Compositions.Add((Hex(fields[1]), second!.Value), character);
            Changing[second.Value] = true;
        }
    }

    static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
