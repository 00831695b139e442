using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>Everything that a call can end with has its meaning in one place.</summary>
public sealed class SpeechFailuresSpecs
{
    static readonly Uri Address = new("https://speech.example.com/v1?key=secret");

    /// <summary>What HttpClient, its sockets and its TLS raise, and what a wrong address or key does to a request.</summary>
    public static TheoryData<Exception> Raised =>
    [
        .. Enum.GetValues<HttpRequestError>().Select(static error => new HttpRequestException(error, "It went wrong", new IOException("Inside."))),
        new HttpRequestException("It went wrong"),
        new HttpRequestException("It went wrong", new SocketException((int)SocketError.ConnectionRefused)),
        new HttpRequestException("It went wrong", new AuthenticationException("Cannot determine the frame size or a corrupted frame was received.")),
        new HttpIOException(HttpRequestError.ResponseEnded, "It went wrong"),
        new HttpProtocolException(2, "It went wrong", null),
        new IOException("It went wrong"),
        new EndOfStreamException("It went wrong"),
        new InvalidDataException("It went wrong"),
        new SocketException((int)SocketError.HostUnreachable),
        new Win32Exception(5),
        new AuthenticationException("It went wrong"),
        new CryptographicException("It went wrong"),
        new TaskCanceledException("It went wrong", new TimeoutException("A connection could not be established within the configured ConnectTimeout.")),
        new OperationCanceledException("It went wrong", new TimeoutException()),
        new TaskCanceledException("It went wrong"),
        new TimeoutException("It went wrong"),
        new UnauthorizedAccessException("It went wrong"),
    ];

    [Theory]
    [MemberData(nameof(Raised))]
    public async Task The_job_waits_with_the_reason_and_nothing_is_thrown(Exception raised)
    {
        var sorted = SpeechFailures.Of(raised, Address, TimeSpan.FromSeconds(90));
        Assert.NotNull(sorted);
        Assert.Equal(SpeechFailureKind.Passing, sorted.Kind);
        Assert.Matches("^(The endpoint|The connection to the endpoint) .*[.!?…]$", sorted.Message);
        Assert.DoesNotContain("secret", sorted.Message, StringComparison.Ordinal);

        using var http = new HttpClient(new Throwing(raised));
        var client = new SpeechClient(http, Microsoft.Extensions.Options.Options.Create(new SpeechOptions { BaseAddress = Address }), TimeProvider.System);
        Assert.Equal(SpeechFailureKind.Passing, Assert.IsType<SpeechAnswer.Failed>(await client.SynthesizeAsync(EndpointClient.Hello, TestContext.Current.CancellationToken)).Kind);
        Assert.False(Assert.IsType<VoicesAnswer.Failed>(await client.VoicesAsync(null, TestContext.Current.CancellationToken)).IsAnswer);
    }

    /// <summary>What HttpClient raises for a request that it cannot send; raised elsewhere, it is a fault of ours.</summary>
    public static TheoryData<Exception> RaisedBySendingAlone =>
    [
        new UriFormatException("It went wrong"),
        new FormatException("It went wrong"),
        new NotSupportedException("It went wrong"),
        new InvalidOperationException("It went wrong"),
        new ObjectDisposedException("It went wrong"),
    ];

    [Theory]
    [MemberData(nameof(RaisedBySendingAlone))]
    public async Task A_request_that_cannot_be_sent_is_told_and_a_fault_of_ours_is_none_of_the_endpoints(Exception raised)
    {
        Assert.Null(SpeechFailures.Of(raised, Address, TimeSpan.FromSeconds(90)));

        using var http = new HttpClient(new Throwing(raised));
        var client = new SpeechClient(http, Microsoft.Extensions.Options.Options.Create(new SpeechOptions { BaseAddress = Address }), TimeProvider.System);
        var failed = Assert.IsType<SpeechAnswer.Failed>(await client.SynthesizeAsync(EndpointClient.Hello, TestContext.Current.CancellationToken));
        Assert.Equal(SpeechFailureKind.Passing, failed.Kind);
        Assert.StartsWith("The endpoint could not be called: ", failed.Message, StringComparison.Ordinal);
        Assert.False(failed.WasTaken);
    }

    [Fact]
    public void A_fault_of_ours_is_none_of_the_endpoints() => Assert.Null(SpeechFailures.Of(new ArgumentNullException("x"), Address, TimeSpan.FromSeconds(90)));

    [Fact]
    public void Every_status_has_a_kind()
    {
        Assert.All(Enumerable.Range(100, 500), status => Assert.True(Enum.IsDefined(SpeechFailures.KindOf(status))));
        Assert.Equal(SpeechFailureKind.Rejected, SpeechFailures.KindOf((int)HttpStatusCode.Found));
        Assert.Equal(SpeechFailureKind.BadAudio, SpeechFailures.KindOf((int)HttpStatusCode.Accepted));
        Assert.Equal(SpeechFailureKind.KeyRefused, SpeechFailures.KindOf((int)HttpStatusCode.ProxyAuthenticationRequired));
    }

    sealed class Throwing(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<HttpResponseMessage>(exception);
    }
}
