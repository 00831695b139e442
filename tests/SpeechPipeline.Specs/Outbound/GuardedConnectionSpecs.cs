using System.Net;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Specs.Outbound;

public sealed class GuardedConnectionSpecs
{
    static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("0x7f.1")]
    [InlineData("2130706433")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_server_on_loopback_never_sees_a_connection_unless_its_host_is_allowed(string host)
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        var uri = new Uri($"http://{host}:{server.Port}/");

        var refusal = await Refusal(new GuardedConnection(new OutboundOptions()), uri);

        Assert.EndsWith("loopback", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
        Assert.Equal("hello", await Get(Allowing(uri.IdnHost), uri));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", false)] // What localhost may do, its address may not: names and addresses are listed as they are called.
    [InlineData("127.0.0.2", false)]
    public async Task An_allowed_host_is_the_one_that_the_address_names(string allowed, bool reached)
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        var uri = new Uri($"http://127.0.0.1:{server.Port}/");

        if (reached)
        {
            Assert.Equal("hello", await Get(Allowing(allowed), uri));
        }
        else
        {
            await Refusal(Allowing(allowed), uri);
        }

        Assert.Equal(reached ? 1 : 0, server.Connections);
    }

    [Fact]
    public async Task A_name_is_refused_when_any_of_its_addresses_is_forbidden()
    {
        var connection = new GuardedConnection(new OutboundOptions())
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([Public, IPAddress.Parse("fd00::1")]),
        };

        var refusal = await Refusal(connection, new Uri("http://mixed.example/"));

        Assert.Equal("The host mixed.example may not be called: it resolves to fd00::1 (unique local).", refusal.Message);
    }

    [Fact]
    public async Task A_connection_is_resolved_once_and_goes_to_what_was_checked()
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        var answers = new Queue<IPAddress>([IPAddress.Loopback, Public]);
        var connection = new GuardedConnection(new OutboundOptions { AllowedPrivateHosts = { "rebound.example" } })
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]),
        };

        Assert.Equal("hello", await Get(connection, new Uri($"http://rebound.example:{server.Port}/")));
        Assert.Equal(1, server.Connections);
        Assert.Single(answers);
    }

    [Fact]
    public async Task A_name_that_turns_private_between_two_connections_is_refused_at_the_second()
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        var connection = new GuardedConnection(new OutboundOptions())
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        };

        // What the submission check may have seen of the name before does not count.
        Assert.True(OutboundUri.TryParse($"http://rebound.example:{server.Port}/", new OutboundOptions(), out var uri, out _));
        var refusal = await Refusal(connection, uri);

        Assert.Equal(IPAddress.Loopback, refusal.Address);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        using var client = new HttpClient(Allowing("127.0.0.1").CreateHandler());

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/moved"), Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_proxy_of_the_machine_is_not_used()
    {
        HttpClient.DefaultProxy = new ProxyForOneHost("proxied.example");
        var connection = new GuardedConnection(new OutboundOptions())
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]),
        };

        var refusal = await Refusal(connection, new Uri("http://proxied.example/"));

        Assert.Equal("proxied.example", refusal.Host);
    }

    [Fact]
    public async Task Http_3_which_would_not_ask_the_guard_is_not_spoken()
    {
        await using var server = await LoopbackServer.Start(Cancelled);
        using var client = new HttpClient(Allowing("127.0.0.1").CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{server.Port}/"))
        {
            Version = HttpVersion.Version30,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(request.Version <= HttpVersion.Version20);
    }

    static GuardedConnection Allowing(string host) => new(new OutboundOptions { AllowedPrivateHosts = { host } });

    static async Task<string> Get(GuardedConnection connection, Uri uri)
    {
        using var client = new HttpClient(connection.CreateHandler());
        return await client.GetStringAsync(uri, Cancelled);
    }

    static async Task<ForbiddenAddressException> Refusal(GuardedConnection connection, Uri uri)
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Get(connection, uri));
        return Assert.IsType<ForbiddenAddressException>(ForbiddenAddressException.In(exception));
    }

    sealed class ProxyForOneHost(string host) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new("http://127.0.0.1:9/");

        public bool IsBypassed(Uri uri) => uri.Host != host;
    }
}
