namespace SpeechPipeline.Outbound;

/// <summary>What a caller may make the pipeline connect to, beyond public addresses.</summary>
public sealed class OutboundOptions
{
    /// <summary>Allows every host, so that a machine used for development need not list them. Never for a deployment.</summary>
    public const string AnyHost = "*";

    /// <summary>
    /// Hosts that may have private, loopback or otherwise forbidden addresses: names or IP addresses, exactly as they stand in the
    /// address to call (no patterns; case does not matter), or <see cref="AnyHost"/>. An IP address here admits no name that
    /// resolves to it, since names are anyone's to give. Default: none.
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; } = [];

    internal bool Allows(string host) => AllowedPrivateHosts.Any(allowed => allowed == AnyHost
        || string.Equals(allowed.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}
