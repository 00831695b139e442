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

    /// <summary>Stands for a key in the address of a private feed.</summary>
    public string Token { get; set; } = "";

    /// <summary>Counts how often the tokens of the feed and of its episodes were renewed: an episode or a feed of an earlier one is out of date.</summary>
    public int TokenGeneration { get; set; }

    /// <summary><c>podcast:guid</c>: made of the feed's first address, and kept when the show moves.</summary>
    public string? Guid { get; set; }

    /// <summary>
    /// Where callers reach the pipeline, without a slash at its end: what is set as <c>Pipeline:PublicAddress</c>, else as whoever made
    /// or last set the show did.
    /// </summary>
    public string BaseAddress { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When anything that the feed shows was last set.</summary>
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

    /// <summary>The address that is subscribed to.</summary>
    [IgnoreDataMember]
    public string FeedAddress => Settings.Visibility == ShowVisibility.Private ? $"{PublicAddress}?t={Token}" : PublicAddress;

    /// <summary>Compares in constant time, so that a token cannot be guessed piece by piece.</summary>
    public bool Admits(string? token) =>
        Settings.Visibility == ShowVisibility.Public
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(Token));

    /// <summary>Gives the feed another token, and owes its episodes theirs: all addresses with old ones end.</summary>
    public void RenewTokens() => (Token, TokenGeneration) = (EpisodeAddress.NewToken(), TokenGeneration + 1);

    /// <summary>Notes where the show is reached.</summary>
    public void MoveTo(string baseAddress)
    {
        BaseAddress = baseAddress;
        Guid ??= baseAddress.Length == 0 ? null : $"{FeedGuid.Of(PublicAddress):D}";
    }
}
