using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>A show's own row in its partition of the table <c>shows</c>; its episodes are the others.</summary>
public sealed class ShowRow : ITableEntity
{
    public const string Key = "show";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary><see cref="ShowSettings"/> as JSON.</summary>
    public string SettingsJson { get; set; } = "{}";

    /// <summary>The token in the address of a private feed, used instead of a key.</summary>
    public string Token { get; set; } = "";

    /// <summary>Counts how often the tokens of the feed and its episodes were renewed: an episode or a feed with a lower number is out of date.</summary>
    public int TokenGeneration { get; set; }

    /// <summary><c>podcast:guid</c>: derived from the feed's first address, and kept when the show moves.</summary>
    public string? Guid { get; set; }

    /// <summary>
    /// The address at which callers reach the pipeline, without a slash at the end: <c>Pipeline:PublicAddress</c> if set, else the address by which the
    /// show was created or last changed.
    /// </summary>
    public string BaseAddress { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When anything in the feed was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    [IgnoreDataMember]
    public ShowSettings Settings
    {
        get => JsonSerializer.Deserialize<ShowSettings>(SettingsJson, PipelineJson.Options)!;
        set => SettingsJson = PipelineJson.Text(value);
    }

    /// <summary>The feed's address without a token.</summary>
    [IgnoreDataMember]
    public string PublicAddress => $"{BaseAddress}/shows/{PartitionKey}/feed.xml";

    /// <summary>The address to subscribe to.</summary>
    [IgnoreDataMember]
    public string FeedAddress => Settings.Visibility == ShowVisibility.Private ? $"{PublicAddress}?t={Token}" : PublicAddress;

    /// <summary>Compares in constant time, so that timing reveals nothing about a token.</summary>
    public bool Admits(string? token) =>
        Settings.Visibility == ShowVisibility.Public
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(Token));

    /// <summary>Gives the feed a new token and marks those of its episodes for renewal: addresses with old tokens stop working.</summary>
    public void RenewTokens() => (Token, TokenGeneration) = (EpisodeAddress.NewToken(), TokenGeneration + 1);

    /// <summary>Records the address of the show.</summary>
    public void MoveTo(string baseAddress)
    {
        BaseAddress = baseAddress;
        Guid ??= baseAddress.Length == 0 ? null : $"{FeedGuid.Of(PublicAddress):D}";
    }
}
