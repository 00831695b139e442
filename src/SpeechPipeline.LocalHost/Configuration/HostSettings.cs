using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.LocalHost.Http;

namespace SpeechPipeline.LocalHost.Configuration;

/// <summary>The settings of the local host: section <c>Host</c>.</summary>
public sealed class HostSettings
{
    /// <summary>Keys for functions of level Function. Without these and a master key, no function needs a key.</summary>
    public IReadOnlyList<string> FunctionKeys { get; init; } = [];

    /// <summary>A key for every function.</summary>
    public string? MasterKey { get; init; }

    /// <summary>Whether callers need a key.</summary>
    public bool NeedsKey => FunctionKeys.Count > 0 || MasterKey is not null;

    /// <summary>
    /// The IP address to listen on, 0.0.0.0 or :: for all. Beyond loopback, <see cref="FunctionKeys"/> or <see cref="MasterKey"/> must be set.
    /// Default: 127.0.0.1.
    /// </summary>
    public string? ListenAddress { get; init; }

    /// <summary>
    /// Proxies whose <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c> are believed: IP addresses, or networks such as 10.0.0.0/8. From anyone else they are
    /// removed.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Names by which callers may address this host, besides <c>localhost</c>, IP addresses and the one in <c>Pipeline:PublicAddress</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How long a received message is invisible to others unless renewed, which happens at half of it:
    /// 1 second to 7 days. Azure: 10 minutes. Default here: 1 minute, because a person who restarts a killed host waits for
    /// it, while a renewal that fails at 30 s still leaves 30 s for the next.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan QueueInvisibility { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first wait after a queue was found empty; it doubles from there: 10 ms to 1 minute, default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan MinPollingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Caps host.json's <c>maxPollingInterval</c>, so that a local run answers quickly: 10 ms to 1 hour; unset, host.json alone decides.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? MaxPollingInterval { get; init; }

    /// <summary>How long running invocations may go on once the host is told to stop, before their token is cancelled:
    /// 0 to 1 hour, default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan DrainGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ValidationException">A setting is out of its bounds, or a key is empty.</exception>
    /// <exception cref="InvalidOperationException">A setting cannot be read as its type.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Host").Get<HostSettings>() ?? new();
        Validator.ValidateObject(settings, new(settings), validateAllProperties: true);

        // A secret that is empty by mistake must neither remove the need for a key, nor count as a key.
        if (settings.MasterKey is { } master && string.IsNullOrWhiteSpace(master))
        {
            throw new ValidationException("Host:MasterKey is empty. Remove the setting, or give it a value.");
        }

        if (settings.FunctionKeys.Any(string.IsNullOrWhiteSpace))
        {
            throw new ValidationException("Host:FunctionKeys holds an empty key. Remove it, or give it a value.");
        }

        if (settings.ListenAddress is { } address && !IPAddress.TryParse(address, out _))
        {
            throw new ValidationException($"Host:ListenAddress is '{address}', which is not an IP address; 0.0.0.0 listens on all of this machine's.");
        }

        if (settings.TrustedProxies.FirstOrDefault(proxy => !ForwardedHeaders.IsProxy(proxy)) is { } wrong)
        {
            throw new ValidationException($"Host:TrustedProxies holds '{wrong}', which is neither an IP address nor a network such as 10.0.0.0/8.");
        }

        return settings;
    }
}
