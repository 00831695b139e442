namespace SpeechPipeline.Shows;

/// <summary>The public object of a show: its settings, and the address of its feed.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object">Always <c>show</c>.</param>
public sealed record ShowObject(
    string Id,
    string Object,
    string Title,
    string? Author,
    string? Description,
    string? Language,
    string? Category,
    bool Explicit,
    ShowOwner? Owner,
    string? Image,
    string? Link,
    ShowKind Type,
    bool Locked,
    ShowVisibility Visibility,
    EpisodeDates Dates,
    int? RetentionDays,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    ShowObject.FeedPart Feed)
{
    /// <param name="Url">The address to subscribe to; for a private show with its token.</param>
    /// <param name="Episodes">The number of episodes in the feed; absent if not looked up, or if the feed is not made yet.</param>
    /// <param name="UpdatedAt">When the feed was last made; absent in the same cases.</param>
    public sealed record FeedPart(string Url, int? Episodes, DateTimeOffset? UpdatedAt);

    public static ShowObject From(ShowRow row, FeedFacts? facts = null)
    {
        var settings = row.Settings;
        return new ShowObject(
            row.PartitionKey, "show", settings.Title ?? row.PartitionKey, settings.Author, settings.Description, settings.Language, settings.Category,
            settings.Explicit, settings.Owner, settings.Image, settings.Link, settings.Type, settings.Locked, settings.Visibility, settings.Dates, settings.RetentionDays,
            row.CreatedAt, row.ChangedAt, new FeedPart(row.FeedAddress, facts?.Episodes, facts?.UpdatedAt));
    }
}
