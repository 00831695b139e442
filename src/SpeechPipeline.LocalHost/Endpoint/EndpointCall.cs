namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>The ledger's record of a call, without its text.</summary>
/// <param name="Number">From 1, in order of arrival.</param>
/// <param name="Model">Its id.</param>
/// <param name="Voice">As the request named it; may be a mix.</param>
/// <param name="Language">As asked for, or <c>en</c>.</param>
/// <param name="InputHash">SHA-256 of the input's UTF-8, in lower-case hexadecimal.</param>
/// <param name="InputLength">UTF-16 code units.</param>
/// <param name="ResponseFormat"><c>wav</c>, <c>mp3</c> or <c>raw</c>.</param>
/// <param name="SampleRateHz">Of the answer.</param>
/// <param name="ReceivedAt">On the endpoint's clock.</param>
/// <param name="Fault">The fault's name; null for a call without a fault.</param>
public sealed record EndpointCall(
    int Number,
    string Model,
    string Voice,
    string Language,
    string InputHash,
    int InputLength,
    string ResponseFormat,
    int SampleRateHz,
    DateTimeOffset ReceivedAt,
    string? Fault);
