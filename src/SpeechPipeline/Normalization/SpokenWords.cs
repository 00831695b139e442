namespace SpeechPipeline.Normalization;

/// <summary>The words that a language says for signs in addresses and hashtags.</summary>
/// <param name="Dot">For the stops of an address; null: the stops stay, as the model of that language may know them.</param>
/// <param name="At">For the sign in an e-mail address.</param>
/// <param name="Underscore">For <c>_</c> in an address.</param>
/// <param name="Plus">For <c>+</c> in an address.</param>
/// <param name="Hashtag">Before the words of a hashtag; null: nothing.</param>
sealed record SpokenWords(string? Dot, string At, string Underscore, string Plus, string? Hashtag)
{
    /// <summary>For formulas; null: their signs stay.</summary>
    public FormulaWords? Formulas { get; private init; }

    static readonly SpokenWords Neutral = new(null, "@", "_", "+", null);

    /// <summary>The words for a language tag such as <c>en</c> or <c>pt-br</c>; if none are known, the signs themselves, between spaces.</summary>
    public static SpokenWords Of(string language) => OfAddresses(language) with { Formulas = FormulaWords.Of(language) };

    static SpokenWords OfAddresses(string language) => language.Split('-')[0].ToLowerInvariant() switch
    {
        "en" => new("dot", "at", "underscore", "plus", "hashtag"),
        "de" => new("Punkt", "at", "Unterstrich", "plus", "Hashtag"),
        "fr" => new("point", "arobase", "tiret bas", "plus", "hashtag"),
        "es" => new("punto", "arroba", "guion bajo", "más", "hashtag"),
        "pt" => new("ponto", "arroba", "sublinhado", "mais", "hashtag"),
        "it" => new("punto", "chiocciola", "trattino basso", "più", "hashtag"),
        "nl" => new("punt", "apenstaartje", "underscore", "plus", "hashtag"),
        "ru" => new("точка", "собака", "подчёркивание", "плюс", "хештег"),
        "ja" => new("ドット", "アットマーク", "アンダーバー", "プラス", "ハッシュタグ"),
        "zh" => new("点", "艾特", "下划线", "加", "话题"),
        _ => Neutral,
    };
}
