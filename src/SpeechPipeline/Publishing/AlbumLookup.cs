namespace SpeechPipeline.Publishing;

/// <summary>Finds what is known of the show that an episode joins; null where nothing is. Whoever keeps shows registers it.</summary>
public delegate Task<Album?> AlbumLookup(string show, CancellationToken cancellationToken);

/// <summary>What an episode's file says of its show.</summary>
/// <param name="Title">Of the show; null: it has none but its name.</param>
/// <param name="Image">The address of its picture.</param>
public sealed record Album(string? Title, string? Image);
