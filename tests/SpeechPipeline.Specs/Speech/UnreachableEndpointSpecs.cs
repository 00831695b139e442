using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>An endpoint that no call reaches is waited for, and the reason says what to do.</summary>
public sealed class UnreachableEndpointSpecs
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_never_comes_about_is_waited_for()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = static async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return Stream.Null;
            },
        };
        using var http = new HttpClient(handler);
        var failed = await FailedAsync(new SpeechClient(http, Options.Create(new SpeechOptions { BaseAddress = new Uri("http://speech.example.com/v1") }), TimeProvider.System));
        Assert.Contains("no connection to speech.example.com came about in time", failed.Message, StringComparison.Ordinal);
        Assert.False(failed.WasTaken);
    }

    [Fact]
    public async Task TLS_on_a_plain_port_says_so()
    {
        using var server = new SpeechServer(static _ => Reply.Text(200, "x"));
        var failed = await FailedAsync(EndpointClient.For($"{server.Root.Replace("http:", "https:", StringComparison.Ordinal)}/v1"));
        Assert.Contains("does not speak TLS", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Speech:BaseAddress", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address_says_so()
    {
        var failed = await FailedAsync(EndpointClient.For("http://nowhere.invalid/v1"));
        Assert.Contains("nowhere.invalid", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Speech:BaseAddress", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/v1")]
    [InlineData("http://nowhere.invalid/v1")]
    public async Task The_job_waits_and_says_why(string address)
    {
        await using var fixture = await JobFixture.StartAsync(settings: [("Speech:BaseAddress", address), ("Speech:Attempts", "1")]);
        var job = await fixture.SubmitAsync("This waits for its endpoint.");
        await fixture.RunAsync(job);
        var waiting = await fixture.FindAsync(job);
        Assert.Equal(JobStatus.Running, waiting.State);
        Assert.NotNull(waiting.NextAttemptAt);
        Assert.StartsWith("The endpoint could not be reached: ", waiting.StatusReason, StringComparison.Ordinal);
        Assert.Equal("EndpointUnavailable", waiting.StatusCode);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_says_so_and_a_file_of_its_authority_mends_it()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=a private authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var server = new TlsServer(certificate);
        var address = $"https://127.0.0.1:{server.Port}/v1";

        var failed = await FailedAsync(EndpointClient.For(address));
        Assert.Contains("is not trusted", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Speech:CaFile", failed.Message, StringComparison.Ordinal);

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Cancellation);
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For(address, choose: options => options.CaFile = file).SynthesizeAsync(EndpointClient.Hello, Cancellation));
        // The name still counts.
        var other = await FailedAsync(EndpointClient.For(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), choose: options => options.CaFile = file));
        Assert.Contains("is made out to another name", other.Message, StringComparison.Ordinal);

        // Another authority is none of this one.
        using var strange = RSA.Create(2048);
        using var stranger = new CertificateRequest("CN=another", strange, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(file, stranger.ExportCertificatePem(), Cancellation);
        Assert.Contains("is not trusted", (await FailedAsync(EndpointClient.For(address, choose: options => options.CaFile = file))).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    static async Task<SpeechAnswer.Failed> FailedAsync(SpeechClient client)
    {
        var failed = Assert.IsType<SpeechAnswer.Failed>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal(SpeechFailureKind.Passing, failed.Kind);
        return failed;
    }

    /// <summary>Answers each connection that comes about with speech.</summary>
    sealed class TlsServer : IDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly X509Certificate2 _certificate;

        public TlsServer(X509Certificate2 certificate)
        {
            _certificate = certificate;
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await AnswerAsync(client);
                }
                catch (Exception e) when (e is IOException or AuthenticationException)
                {
                    // The client did not trust it.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        }

        async Task AnswerAsync(TcpClient client)
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            await tls.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false);
            var body = ToneSound.Wav(EndpointClient.Hello.Input);
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
            await tls.WriteAsync(body);
            await tls.ShutdownAsync();
        }
    }
}
