using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Webhooks;

public sealed class WebhookSignatureSpecs
{
    const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const string Secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    const string Private =
        "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

    const string Shared = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const string Asymmetric = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // The vectors of the Standard Webhooks specification's test suites.
    [Theory]
    [InlineData(Secret, Shared)]
    [InlineData("whsec_" + Secret, Shared)]
    [InlineData(Private, Asymmetric)]
    [InlineData(Secret + " " + Private, Shared + " " + Asymmetric)]
    public void A_webhook_is_signed_as_the_specification_does(string keys, string signature) =>
        Assert.Equal(signature, WebhookSignature.Sign(Keys(keys), Id, At, """{"test": 2432232314}"""u8));

    [Fact]
    public void The_fraction_of_a_second_is_not_signed() =>
        Assert.Equal(Shared, WebhookSignature.Sign(Keys(Secret), Id, At.AddMilliseconds(999), """{"test": 2432232314}"""u8));

    [Theory]
    [InlineData("")]
    [InlineData("msg.1")]
    [InlineData("msg 1")]
    [InlineData("msg_1\r\n")]
    [InlineData("msg_é")]
    public void An_id_that_makes_the_signed_text_ambiguous_or_breaks_the_header_is_refused(string id) =>
        Assert.Throws<ArgumentException>(nameof(id), () => WebhookSignature.Sign(Keys(Secret), id, At, []));

    [Fact]
    public void Nothing_is_signed_without_a_key() =>
        Assert.Throws<ArgumentException>("keys", () => WebhookSignature.Sign([], Id, At, []));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_reference_library_verifies_with_either_key_while_keys_rotate(int held)
    {
        var secrets = new[] { NewSecret(), NewSecret() };

        var answer = await Verify(Signed(string.Join(' ', secrets)), secrets[held], body: Body);

        Assert.Equal("ok", answer);
    }

    [Fact]
    public async Task The_reference_library_refuses_another_key_and_another_body()
    {
        var secret = NewSecret();
        var headers = Signed(secret);

        Assert.Equal("No matching signature found", await Verify(headers, NewSecret(), Body));
        Assert.Equal("No matching signature found", await Verify(headers, secret, Body + " "));
    }

    [Fact]
    public async Task The_listener_reports_what_arrives_verifies_it_and_answers_as_told()
    {
        var secret = NewSecret();
        using var listener = new NodeTool("webhook-listener.mjs", new Dictionary<string, string>
        {
            ["WEBHOOK_SECRET"] = secret,
            ["WEBHOOK_STATUSES"] = "503,200",
        });
        var port = JsonDocument.Parse(await listener.ReadLine(Cancelled)).RootElement.GetProperty("port").GetInt32();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        foreach (var (status, signedWith, verified) in new[] { (503, secret, true), (200, secret, true), (200, NewSecret(), false) })
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            var headers = Signed(signedWith);
            foreach (var (name, value) in headers)
            {
                content.Headers.Add(name, value);
            }

            using var response = await client.PostAsync(new Uri("hook", UriKind.Relative), content, Cancelled);
            var seen = JsonDocument.Parse(await listener.ReadLine(Cancelled)).RootElement;

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(verified, seen.GetProperty("verified").GetBoolean());
            Assert.Equal(Body, seen.GetProperty("body").GetString());
            Assert.Equal(Id, seen.GetProperty("webhook-id").GetString());
            Assert.Equal(headers[WebhookSignature.SignatureHeader], seen.GetProperty("webhook-signature").GetString());
        }

        Assert.Equal(0, await listener.End(Cancelled));
    }

    const string Body = """{"type":"job.completed","data":{"title":"Über Käse – 東京"}}""";

    static IReadOnlyList<WebhookSigningKey> Keys(string text) =>
        WebhookSigningKey.TryParseList(text, out var keys, out var error) ? keys : throw new InvalidOperationException(error);

    static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    static Dictionary<string, string> Signed(string keys)
    {
        var now = TimeProvider.System.GetUtcNow(); // The library refuses what is five minutes old by its own clock.
        return new()
        {
            [WebhookSignature.IdHeader] = Id,
            [WebhookSignature.TimestampHeader] = WebhookSignature.Timestamp(now),
            [WebhookSignature.SignatureHeader] = WebhookSignature.Sign(Keys(keys), Id, now, Encoding.UTF8.GetBytes(Body)),
        };
    }

    static async Task<string> Verify(Dictionary<string, string> headers, string secret, string body)
    {
        using var tool = new NodeTool("verify-webhook.mjs");
        return await tool.Ask(JsonSerializer.Serialize(new { secret, headers, body }), Cancelled);
    }
}
