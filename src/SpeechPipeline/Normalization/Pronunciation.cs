namespace SpeechPipeline.Normalization;

/// <summary>How a caller wants a word or phrase spoken.</summary>
/// <param name="Written">As it stands in the article; at least one letter, digit or sign.</param>
/// <param name="Spoken">What is sent to the endpoint in its place.</param>
public sealed record Pronunciation(string Written, string Spoken)
{
    /// <summary>
    /// Whether only the exact case is meant: so it is where a capital stands behind the first character. <c>SQL</c> and
    /// <c>iOS</c> are exact; <c>Nginx</c> and <c>kubectl</c> are found in any case.
    /// </summary>
    internal bool IsExact => Written.Skip(1).Any(char.IsUpper);
}
