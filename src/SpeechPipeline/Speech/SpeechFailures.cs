using System.ComponentModel;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>Sorts what a call to the endpoint can end with, other than with speech: every status and every exception, in this one place.</summary>
static class SpeechFailures
{
    const string Address = $"{SpeechOptions.Section}:{nameof(SpeechOptions.BaseAddress)}";

    /// <summary>An exception may quote what came over the line; a message is kept in a row of a table.</summary>
    const int MostLength = 600;

    public static SpeechFailureKind KindOf(int status) => status switch
    {
        // 402: an account that must be topped up is mended like a key, by a person.
        401 or 402 or 403 or 407 => SpeechFailureKind.KeyRefused,
        429 => SpeechFailureKind.Throttled,
        503 => SpeechFailureKind.Full,
        408 or 409 or 425 => SpeechFailureKind.Passing,
        // A redirect that is not followed, and a route that is not there, are there tomorrow too.
        >= 300 and < 500 or 501 or 505 => SpeechFailureKind.Rejected,
        // An answer, but not the speech: asking for a day brings the same.
        >= 200 and < 300 => SpeechFailureKind.BadAudio,
        // Server errors, and statuses that make no sense here: what a proxy in the way may say in passing.
        _ => SpeechFailureKind.Passing,
    };

    /// <summary>An answer in words: what it was, where it came from if that may be the fault, and its reason.</summary>
    public static string Describe(HttpResponseMessage response, Uri called, ErrorReason reason)
    {
        var status = (int)response.StatusCode;
        var place = status is 404 or 405 or (>= 300 and < 400) ? $" at {EndpointAddress.Shown(called)}" : "";
        if (status is >= 300 and < 400)
        {
            var target = response.Headers.Location is { } location ? $", a redirect to {EndpointAddress.Shown(Uri.TryCreate(called, location, out var whole) ? whole : location)}" : "";
            return $"The endpoint answered {status}{place}{target}{Said(reason)} Set {Address} to the address that answers by itself.";
        }

        return $"The endpoint answered {status}{place}{Said(reason)}";
    }

    /// <summary>What an exception of a call means for the job; null for one that no call raises by itself, which is a fault of ours.</summary>
    /// <param name="exception">Not the caller's own cancellation.</param>
    /// <param name="called">The address.</param>
    /// <param name="patience">How long the call may take; told where that was the end of it.</param>
    public static SpeechAnswer.Failed? Of(Exception exception, Uri called, TimeSpan patience) => exception switch
    {
        // The handler's own limit on connecting ends as a cancellation that holds a time-out.
        OperationCanceledException { InnerException: TimeoutException } => new(SpeechFailureKind.Passing, $"The endpoint could not be reached: no connection to {HostOf(called)} came about in time. Check {Address}, and whether a firewall is in the way."),
        OperationCanceledException or TimeoutException => new(SpeechFailureKind.Passing, $"The endpoint did not answer within {patience.TotalSeconds:0} s.", WasTaken: true),
        HttpRequestException http => new(SpeechFailureKind.Passing, $"The endpoint could not be reached: {ReasonOf(http, called)}", WasTaken: !WasNeverSent(http)),
        AuthenticationException tls => new(SpeechFailureKind.Passing, $"The endpoint could not be reached: {TlsReason(tls, called)}"),
        SocketException socket => new(SpeechFailureKind.Passing, $"The endpoint could not be reached: {Sentence(socket.Message)}", WasTaken: true),
        IOException or InvalidDataException => new(SpeechFailureKind.Passing, $"The connection to the endpoint broke off: {Sentence(exception.Message)}", WasTaken: true),
        // The last three are what the system's own parts throw below a connection.
        UnsendableException or CryptographicException or Win32Exception or UnauthorizedAccessException =>
            new(SpeechFailureKind.Passing, $"The endpoint could not be called: {Sentence(exception.Message)}"),
        _ => null,
    };

    static string Said(ErrorReason reason) => reason.Text is null ? "." : $": {Sentence(reason.Text)}";

    static string Sentence(string words)
    {
        var text = TextCut.At(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), MostLength);
        return text.Length == 0 || text[^1] is '.' or '!' or '?' or '…' ? text : $"{text}.";
    }

    static string ReasonOf(HttpRequestException exception, Uri called) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the name {called.IdnHost} has no address ({Sentence(Root(exception).Message).TrimEnd('.')}). Check {Address} and the network.",
        HttpRequestError.SecureConnectionError => TlsReason(exception, called),
        HttpRequestError.ProxyTunnelError => $"the proxy refused the way to {HostOf(called)} ({Sentence(exception.Message).TrimEnd('.')}).",
        HttpRequestError.ConnectionError => $"{Sentence(exception.Message)} Check {Address}, and whether the endpoint runs.",
        _ when Causes(exception).OfType<AuthenticationException>().Any() => TlsReason(exception, called),
        _ => Sentence(exception.InnerException is null ? exception.Message : $"{exception.Message.TrimEnd('.')} ({exception.InnerException.Message.TrimEnd('.')})"),
    };

    static string TlsReason(Exception exception, Uri called)
    {
        var words = string.Join(' ', Causes(exception).Select(static cause => cause.Message));
        if (words.Contains("RemoteCertificate", StringComparison.Ordinal) || words.Contains("certificate", StringComparison.OrdinalIgnoreCase))
        {
            var what = words.Contains("NameMismatch", StringComparison.Ordinal) ? $"is made out to another name; call it by that name in {Address}"
                : words.Contains("NotTimeValid", StringComparison.Ordinal) ? "has expired, or is not valid yet; renew it"
                : $"is not trusted; set {SpeechOptions.Section}:{nameof(SpeechOptions.CaFile)} to the PEM file of the authority that issued it";
            return $"the certificate of {HostOf(called)} {what} ({Sentence(Root(exception).Message).TrimEnd('.')}).";
        }

        return words.Contains("frame", StringComparison.OrdinalIgnoreCase) || words.Contains("unexpected EOF", StringComparison.OrdinalIgnoreCase) || words.Contains("wrong version number", StringComparison.OrdinalIgnoreCase)
            ? $"{HostOf(called)} does not speak TLS there. If its address begins with http://, write {Address} so ({Sentence(Root(exception).Message).TrimEnd('.')})."
            : $"no secure connection to {HostOf(called)} came about ({Sentence(Root(exception).Message).TrimEnd('.')}).";
    }

    static string HostOf(Uri called) => called.IsDefaultPort ? called.IdnHost : $"{called.IdnHost}:{called.Port}";

    // No connection came about: nothing of the text has left.
    static bool WasNeverSent(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    static Exception Root(Exception exception) => Causes(exception).Last();

    static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
