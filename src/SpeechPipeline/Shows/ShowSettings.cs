namespace SpeechPipeline.Shows;

/// <summary>The owner's settings of a show; all are optional.</summary>
/// <param name="Title">Absent: the show's name.</param>
/// <param name="Author">The author of the show.</param>
/// <param name="Description">The description; absent: its title.</param>
/// <param name="Language">A language tag in lower case; absent: that of the newest episode.</param>
/// <param name="Category">One of <see cref="ShowCategories"/>, with its subcategory after a slash.</param>
/// <param name="Explicit">Whether it is unsuitable for children.</param>
/// <param name="Owner">The contact for directories.</param>
/// <param name="Image">The address of its picture.</param>
/// <param name="Link">The address of its page.</param>
/// <param name="Type">Whether its episodes are independent or in order.</param>
/// <param name="Locked">Whether other hosts may not import it.</param>
/// <param name="Visibility">Who may read its feed.</param>
/// <param name="Dates">The dates of its episodes.</param>
/// <param name="RetentionDays">Days from their end after which its jobs are deleted, unless they say it themselves; absent: as the settings say.</param>
public sealed record ShowSettings(
    string? Title = null,
    string? Author = null,
    string? Description = null,
    string? Language = null,
    string? Category = null,
    bool Explicit = false,
    ShowOwner? Owner = null,
    string? Image = null,
    string? Link = null,
    ShowKind Type = ShowKind.Episodic,
    bool Locked = true,
    ShowVisibility Visibility = ShowVisibility.Private,
    EpisodeDates Dates = EpisodeDates.Article,
    int? RetentionDays = null);

/// <summary>The contact for directories about a show.</summary>
public sealed record ShowOwner(string? Name, string? Email);
