namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The format of the answer's bytes.</summary>
public enum ResponseFormat
{
    /// <summary>16-bit PCM behind a RIFF header.</summary>
    Wav,

    /// <summary>MPEG layer III at a constant bit rate.</summary>
    Mp3,

    /// <summary>Samples alone, in <c>response_encoding</c>.</summary>
    Raw,
}
