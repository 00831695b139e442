using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>Names a parked message: the queue that it came by, and its id there. As text <c>queue/id</c>, which is its blob's name too.</summary>
public readonly partial record struct ParkedName
{
    ParkedName(string queue, string id) => (Queue, Id) = (queue, id);

    public string Queue { get; }

    public string Id { get; }

    /// <param name="queue">One of <see cref="QueueNames.All"/>.</param>
    /// <param name="messageId">As storage gave it; what is no name for a file gives way to its hash.</param>
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

    // Storage gives UUIDs. No dots: nothing that a path could be made of.
    [GeneratedRegex(@"^[0-9A-Za-z_-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
