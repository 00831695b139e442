namespace SpeechPipeline.Normalization;

/// <summary>The words that a language says for the signs of formulas and for powers.</summary>
/// <param name="Power">Between base and exponent; <c>{0}</c> is the exponent.</param>
/// <param name="DecimalMark">The decimal mark of numbers.</param>
/// <param name="Yes">For a tick alone in a cell.</param>
/// <param name="No">For a cross alone in a cell.</param>
sealed record FormulaWords(
    string Power, string Minus, string Plus, char DecimalMark, string Yes, string No, string Up, string Down,
    string LessOrEqual, string GreaterOrEqual, string NotEqual, string About, string PlusMinus, string Times, string Over, string Root, string Infinity)
{
    static readonly FormulaWords English = new(
        "to the {0}", "minus", "plus", '.', "yes", "no", "up", "down",
        "less than or equal to", "greater than or equal to", "not equal to", "approximately", "plus or minus", "times", "over", "the square root of", "infinity");

    /// <summary>The words for a language tag; null if none are known: then the signs stay as they are.</summary>
    public static FormulaWords? Of(string language) => language.Split('-')[0].ToLowerInvariant() switch
    {
        "en" => English,
        "de" => new("hoch {0}", "minus", "plus", ',', "ja", "nein", "aufwärts", "abwärts",
            "kleiner oder gleich", "größer oder gleich", "ungleich", "ungefähr", "plus minus", "mal", "durch", "Wurzel aus", "unendlich"),
        "fr" => new("puissance {0}", "moins", "plus", ',', "oui", "non", "en hausse", "en baisse",
            "inférieur ou égal à", "supérieur ou égal à", "différent de", "environ", "plus ou moins", "fois", "sur", "racine carrée de", "l'infini"),
        "es" => new("elevado a {0}", "menos", "más", ',', "sí", "no", "arriba", "abajo",
            "menor o igual que", "mayor o igual que", "distinto de", "aproximadamente", "más menos", "por", "sobre", "raíz cuadrada de", "infinito"),
        "pt" => new("elevado a {0}", "menos", "mais", ',', "sim", "não", "para cima", "para baixo",
            "menor ou igual a", "maior ou igual a", "diferente de", "aproximadamente", "mais ou menos", "vezes", "sobre", "raiz quadrada de", "infinito"),
        "it" => new("alla {0}", "meno", "più", ',', "sì", "no", "su", "giù",
            "minore o uguale a", "maggiore o uguale a", "diverso da", "circa", "più o meno", "per", "fratto", "radice quadrata di", "infinito"),
        "nl" => new("tot de macht {0}", "min", "plus", ',', "ja", "nee", "omhoog", "omlaag",
            "kleiner dan of gelijk aan", "groter dan of gelijk aan", "niet gelijk aan", "ongeveer", "plus of min", "keer", "gedeeld door", "de wortel van", "oneindig"),
        "ru" => new("в степени {0}", "минус", "плюс", ',', "да", "нет", "вверх", "вниз",
            "меньше или равно", "больше или равно", "не равно", "приблизительно", "плюс-минус", "умножить на", "делить на", "корень из", "бесконечность"),
        "ja" => new("の{0}乗", "マイナス", "プラス", '.', "はい", "いいえ", "上昇", "下降",
            "以下", "以上", "等しくない", "約", "プラスマイナス", "かける", "割る", "ルート", "無限大"),
        "zh" => new("的{0}次方", "负", "加", '.', "是", "否", "上升", "下降",
            "小于等于", "大于等于", "不等于", "约等于", "正负", "乘以", "除以", "根号", "无穷大"),
        _ => null,
    };
}
