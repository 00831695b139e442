using System.Collections.Frozen;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// Latin letters with marks, and the plain letters they are read as (Unicode's compatibility decompositions, and the usual
/// transcriptions of those that have none). A table, because String.Normalize leaves letters as they are under InvariantGlobalization.
/// </summary>
static class LatinLetters
{
    static readonly FrozenDictionary<char, string> Plain = new Dictionary<string, string>
    {
        ["a"] = "ªàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        ["b"] = "ḃḅḇ",
        ["c"] = "çćĉċčḉ",
        ["d"] = "ďḋḍḏḑḓđð",
        ["e"] = "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        ["f"] = "ḟ",
        ["g"] = "ĝğġģǧǵḡ",
        ["h"] = "ĥȟḣḥḧḩḫẖħ",
        ["i"] = "ìíîïĩīĭįǐȉȋḭḯỉịı",
        ["j"] = "ĵǰ",
        ["k"] = "ķǩḱḳḵ",
        ["l"] = "ĺļľḷḹḻḽł",
        ["m"] = "ḿṁṃ",
        ["n"] = "ñńņňǹṅṇṉṋŋ",
        ["o"] = "ºòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø",
        ["p"] = "ṕṗ",
        ["r"] = "ŕŗřȑȓṙṛṝṟ",
        ["s"] = "śŝşšſșṡṣṥṧṩẛ",
        ["t"] = "ţťțṫṭṯṱẗŧ",
        ["u"] = "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        ["v"] = "ṽṿ",
        ["w"] = "ŵẁẃẅẇẉẘ",
        ["x"] = "ẋẍ",
        ["y"] = "ýÿŷȳẏẙỳỵỷỹ",
        ["z"] = "źżžẑẓẕ",
        ["ae"] = "æǣǽ",
        ["dz"] = "ǆǳ",
        ["ff"] = "ﬀ",
        ["fi"] = "ﬁ",
        ["fl"] = "ﬂ",
        ["ij"] = "ĳ",
        ["lj"] = "ǉ",
        ["nj"] = "ǌ",
        ["oe"] = "œ",
        ["ss"] = "ß",
        ["th"] = "þ",
    }.SelectMany(row => row.Value, (row, marked) => KeyValuePair.Create(marked, row.Key)).ToFrozenDictionary();

    public static bool TryFold(char letter, out string plain)
    {
        plain = "";
        if (char.IsAscii(letter) || !Plain.TryGetValue(char.ToLowerInvariant(letter), out var lower))
        {
            return false;
        }

        plain = char.IsUpper(letter) ? lower.ToUpperInvariant() : lower;
        return true;
    }
}
