namespace SpeechPipeline.Shows;

/// <summary>Whom directories write to about a show.</summary>
public sealed record ShowOwner(string? Name, string? Email);
