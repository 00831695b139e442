namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// Flite's voices, named as on its command line. The sixth, <c>awb_time</c>, only tells the time and is left out.
/// One core takes for 10 s of speech: slt 0.40 s, rms 0.37 s, awb 0.43 s, kal16 0.03 s.
/// </summary>
public enum FliteVoice
{
    /// <summary>A woman, 16 kHz.</summary>
    Slt,

    /// <summary>A man, 16 kHz.</summary>
    Rms,

    /// <summary>A Scottish man, 16 kHz.</summary>
    Awb,

    /// <summary>A man, diphones, 16 kHz: the fast one.</summary>
    Kal16,

    /// <summary>The same, 8 kHz.</summary>
    Kal,
}
