using System.Net;

namespace SpeechPipeline.Outbound;

/// <summary>
/// A caller named an address that is not allowed; no connection was made. HttpClient wraps it in an
/// <see cref="HttpRequestException"/>, see <see cref="In"/>. A retry does not help until the name's addresses change.
/// </summary>
public sealed class ForbiddenAddressException(string host, IPAddress address, string reason)
    : Exception(host == address.ToString()
        ? $"The address {host} may not be called ({reason})."
        : $"The host {host} may not be called: it resolves to {address} ({reason}).")
{
    public string Host { get; } = host;

    public IPAddress Address { get; } = address;

    /// <summary>The kind of address, as <see cref="AddressRules.WhyForbidden"/> names it.</summary>
    public string Reason { get; } = reason;

    /// <summary>The refusal that caused the exception of an HTTP call; null if the call failed for another reason.</summary>
    public static ForbiddenAddressException? In(Exception? exception)
    {
        while (exception is not (null or ForbiddenAddressException))
        {
            exception = exception.InnerException;
        }

        return (ForbiddenAddressException?)exception;
    }
}
