using SpeechPipeline.Outbound;

namespace SpeechPipeline.Specs.Outbound;

public sealed class OutboundUriSpecs
{
    [Theory]
    [InlineData("https://example.com/hooks/1?a=b")]
    [InlineData("http://example.com:8080")]
    [InlineData("HTTPS://bücher.example/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700::6810:84e5]/")]
    public void A_public_http_address_is_taken(string text)
    {
        Assert.True(OutboundUri.TryParse(text, new OutboundOptions(), out var uri, out var error), error);
        Assert.Equal(new Uri(text), uri);
    }

    [Theory]
    [InlineData(null, "must not be empty")]
    [InlineData("", "must not be empty")]
    [InlineData(" https://example.com/", "must not contain white space or control characters")]
    [InlineData("https://example.com/a\r\nb", "must not contain white space or control characters")]
    [InlineData("/etc/passwd", "must be an absolute address that begins with https:// or http://")]
    [InlineData("example.com/hook", "must be an absolute address that begins with https:// or http://")]
    [InlineData("mailto:someone@example.com", "must be an absolute address that begins with https:// or http://")]
    [InlineData("https://", "must be an absolute address that begins with https:// or http://")]
    [InlineData("file:///etc/passwd", "must begin with https:// or http://, not file://")]
    [InlineData("ftp://example.com/", "must begin with https:// or http://, not ftp://")]
    [InlineData("ws://example.com/", "must begin with https:// or http://, not ws://")]
    [InlineData("https://user:password@example.com/", "must not carry a user name or password")]
    [InlineData("https://token@example.com/", "must not carry a user name or password")]
    public void What_is_wrong_with_an_address_is_said(string? text, string expected)
    {
        Assert.False(OutboundUri.TryParse(text, new OutboundOptions(), out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void An_address_has_at_most_2048_characters()
    {
        var longest = "https://example.com/".PadRight(OutboundUri.MaxLength, 'a');

        Assert.True(OutboundUri.TryParse(longest, new OutboundOptions(), out _, out _));
        Assert.False(OutboundUri.TryParse(longest + "a", new OutboundOptions(), out _, out var error));
        Assert.Equal("must have at most 2048 characters, this address has 2049", error);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://2130706433/")] // One number.
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://localhost:7071/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://app.localhost/")]
    public void Loopback_is_refused_however_it_is_written(string text)
    {
        Assert.False(OutboundUri.TryParse(text, new OutboundOptions(), out _, out var error));
        Assert.StartsWith("must not name ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/metadata/identity", "must not name 169.254.169.254 (link-local)")]
    [InlineData("http://168.63.129.16/", "must not name 168.63.129.16 (Azure's platform address)")]
    [InlineData("http://[::ffff:10.0.0.1]/", "must not name ::ffff:10.0.0.1 (v4-mapped, private)")]
    public void An_address_that_is_a_forbidden_one_is_refused_when_it_is_submitted(string text, string expected)
    {
        Assert.False(OutboundUri.TryParse(text, new OutboundOptions(), out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("localhost", "http://localhost:7071/", true)]
    [InlineData("localhost", "http://LocalHost/", true)]
    [InlineData("localhost", "http://127.0.0.1/", false)]
    [InlineData("localhost", "http://app.localhost/", false)]
    [InlineData("127.0.0.1", "http://0x7f.1/", true)]
    [InlineData("127.0.0.1", "http://127.0.0.2/", false)]
    [InlineData("::1", "http://[::1]:80/", true)]
    [InlineData("[::1]", "http://[0:0::1]/", true)]
    [InlineData("*", "http://10.0.0.1/", true)]
    [InlineData("*.localhost", "http://app.localhost/", false)]
    public void A_private_host_is_taken_when_it_is_listed_exactly(string listed, string text, bool taken)
    {
        var options = new OutboundOptions { AllowedPrivateHosts = { listed } };

        Assert.Equal(taken, OutboundUri.TryParse(text, options, out _, out _));
    }
}
