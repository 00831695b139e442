namespace SpeechPipeline.Normalization;

/// <summary>How a caller wants a word or phrase spoken.</summary>
/// <param name="Written">The word as the article writes it; at least one letter, digit or sign.</param>
/// <param name="Spoken">The text sent to the endpoint instead.</param>
public sealed record Pronunciation(string Written, string Spoken)
{
    /// <summary>
    /// Whether only the exact case matches. It does if a capital follows the first character: <c>SQL</c> and
    /// <c>iOS</c> are exact; <c>Nginx</c> and <c>kubectl</c> match in any case.
    /// </summary>
    internal bool IsExact => Written.Skip(1).Any(char.IsUpper);
}
