namespace SpeechPipeline.Shows;

/// <summary>What its owner says about a show; all of it may be left out.</summary>
/// <param name="Title">Absent: the show's name.</param>
/// <param name="Author">Who makes it.</param>
/// <param name="Description">What it is about; absent: its title.</param>
/// <param name="Language">A language tag in lower case; absent: that of the newest episode.</param>
/// <param name="Category">One of <see cref="ShowCategories"/>, with its subcategory behind a slash.</param>
/// <param name="Explicit">Whether it is not for children's ears.</param>
/// <param name="Owner">Whom directories write to.</param>
/// <param name="Image">The address of its picture.</param>
/// <param name="Link">The address of its page.</param>
/// <param name="Type">How its episodes belong together.</param>
/// <param name="Locked">Whether other hosts must not take it over.</param>
/// <param name="Visibility">Who may read its feed.</param>
/// <param name="Dates">Which day its episodes have.</param>
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
    EpisodeDates Dates = EpisodeDates.Article);
