namespace SpeechPipeline.Publishing;

/// <summary>Finds the data of the show that an episode joins; null if there is none. Registered by the folder <c>Shows</c>.</summary>
public delegate Task<Album?> AlbumLookup(string show, CancellationToken cancellationToken);

/// <summary>The data of a show for an episode's file.</summary>
/// <param name="Title">The title of the show; null if it has only a name.</param>
/// <param name="Image">The address of its picture.</param>
public sealed record Album(string? Title, string? Image);
