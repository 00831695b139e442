using System.Globalization;

namespace SpeechPipeline.Cli;

/// <summary>Prices in words.</summary>
static class Prices
{
    /// <param name="usd">The price.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="usdPerMillion">The price of a million characters; 0: nothing; null: unknown.</param>
    public static string Of(decimal? usd, string model, decimal? usdPerMillion) => usdPerMillion switch
    {
        null => $"price unknown, because {model} has none in the settings",
        0 => "free of charge",
        _ => string.Create(CultureInfo.InvariantCulture, $"${usd:0.0000} at the price of {model} (${usdPerMillion:0.##} a million)"),
    };
}
