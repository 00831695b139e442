namespace SpeechPipeline.Publishing;

/// <summary>A file of an episode as storage has it, to be sent in whole or in part.</summary>
/// <param name="Content">Seekable; what is read of it comes from storage in pieces of a few hundred kilobytes.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="ETag">Its tag, with quotes (RFC 9110 section 8.8.3).</param>
/// <param name="LastModified">When it was made.</param>
public sealed record StoredFile(Stream Content, string MediaType, string ETag, DateTimeOffset LastModified);
