using SpeechPipeline.Settings;
namespace SpeechPipeline.Outbound;

/// <summary>What a caller may make the pipeline connect to, beyond public addresses.</summary>
public sealed class OutboundOptions : IOwnBounds
{
    /// <summary>Allows every host, so that a machine used for development need not list them. Never for a deployment.</summary>
    public const string AnyHost = "*";

    /// <summary>
    /// Hosts that may have private, loopback or otherwise forbidden addresses: names or IP addresses, exactly as they stand in the
    /// address to call (no patterns; case does not matter), or <see cref="AnyHost"/>. An IP address here admits no name that
    /// resolves to it, since names are anyone's to give. Default: none.
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; } = [];

    /// <inheritdoc/>
    IEnumerable<string> IOwnBounds.Problems() => AllowedPrivateHosts.Index()
        .Where(host => host.Item is not ("" or AnyHost) && Uri.CheckHostName(host.Item.Trim('[', ']')) == UriHostNameType.Unknown)
        .Select(host => $"{nameof(AllowedPrivateHosts)}:{host.Index} is '{host.Item}'; it must be the name or the IP address of one host, without scheme, port or pattern, or {AnyHost}.");

    internal bool Allows(string host) => AllowedPrivateHosts.Any(allowed => allowed == AnyHost
        || string.Equals(allowed.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}
