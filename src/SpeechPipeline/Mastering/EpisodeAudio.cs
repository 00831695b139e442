namespace SpeechPipeline.Mastering;

/// <summary>The data of a finished audio file.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The hash of the whole file, in hexadecimal.</param>
/// <param name="SampleRate">In Hz.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Samples">Samples per channel, as output by a decoder that honours the encoder's delay and padding.</param>
/// <param name="DurationSeconds"><paramref name="Samples"/> over <paramref name="SampleRate"/>.</param>
public sealed record EpisodeAudio(string ContentType, long Bytes, string Sha256, int SampleRate, int Channels, long Samples, double DurationSeconds);
