using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The name of a parked message: its queue and its id there. As text <c>queue/id</c>, which is also the name of its blob.</summary>
public readonly partial record struct ParkedName
{
    ParkedName(string queue, string id) => (Queue, Id) = (queue, id);

    public string Queue { get; }

    public string Id { get; }

    /// <param name="queue">One of <see cref="QueueNames.All"/>.</param>
    /// <param name="messageId">The id that storage gave it; an id that cannot be a file name is replaced by its hash.</param>
    public static ParkedName Of(string queue, string messageId) =>
        new(queue, IdForm().IsMatch(messageId) ? messageId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId))));

    public static bool TryParse(string? queue, string? id, out ParkedName name)
    {
        var isOne = queue is not null && id is not null && QueueNames.All.Contains(queue, StringComparer.Ordinal) && IdForm().IsMatch(id);
        name = isOne ? new ParkedName(queue!, id!) : default;
        return isOne;
    }

    public static bool TryParse(string text, out ParkedName name)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = default;
        return text.Split('/') is [var queue, var id] && TryParse(queue, id, out name);
    }

    public override string ToString() => $"{Queue}/{Id}";

    // Storage gives UUIDs. No dots, so that an id cannot form a path.
    [GeneratedRegex(@"^[0-9A-Za-z_-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
