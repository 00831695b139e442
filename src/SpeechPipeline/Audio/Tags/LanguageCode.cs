using System.Collections.Frozen;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Three-letter codes of ISO 639-2, which ID3v2 and RIFF use for languages; if there are two, the terminological one.</summary>
static class LanguageCode
{
    public const string Undetermined = "und";

    const string Codes = """
        af afr am amh ar ara az aze be bel bg bul bn ben bs bos ca cat cs ces cy cym da dan de deu el ell en eng eo epo es spa et est
        eu eus fa fas fi fin fr fra ga gle gl glg gu guj he heb hi hin hr hrv hu hun hy hye id ind is isl it ita ja jpn ka kat kk kaz
        km khm kn kan ko kor la lat lb ltz lo lao lt lit lv lav mk mkd ml mal mn mon mr mar ms msa mt mlt my mya nb nob ne nep nl nld
        nn nno no nor pa pan pl pol ps pus pt por ro ron ru rus si sin sk slk sl slv sq sqi sr srp sv swe sw swa ta tam te tel th tha
        tl tgl tr tur uk ukr ur urd uz uzb vi vie yi yid zh zho zu zul
        """;

    static readonly FrozenDictionary<string, string> ByTwoLetters = Codes
        .Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>The code for the primary subtag of a BCP 47 tag, which has three letters already if no two-letter code exists; <c>und</c> if unknown.</summary>
    public static string Of(string tag)
    {
        var primary = tag.Trim().Split('-', '_')[0];
        return ByTwoLetters.TryGetValue(primary, out var code) ? code
            : primary.Length == 3 && primary.All(char.IsAsciiLetter) ? primary.ToLowerInvariant()
            : Undetermined;
    }
}
