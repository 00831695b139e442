namespace SpeechPipeline.Shows;

/// <summary>The contact for directories about a show.</summary>
public sealed record ShowOwner(string? Name, string? Email);
