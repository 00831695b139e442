using System.Security.Cryptography;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Webhooks;

public sealed class WebhookSigningKeySpecs
{
    const string Private = "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_shared_key_has_24_to_64_bytes(int bytes, bool accepted)
    {
        var text = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

        Assert.Equal(accepted, WebhookSigningKey.TryParse(text, out var key, out var error));
        Assert.Equal(accepted, key is not null);
        if (!accepted)
        {
            Assert.Equal($"a whsec_ key has 24 to 64 bytes, this one has {bytes}", error);
        }
    }

    [Theory]
    [InlineData("", "a signing key is whsec_ or whsk_ followed by base64")]
    [InlineData("whsec_", "a signing key is whsec_ or whsk_ followed by base64")]
    [InlineData("whsec_not base64!", "a signing key is whsec_ or whsk_ followed by base64")]
    [InlineData("whsk_AAAA", "a whsk_ key has 32 or 64 bytes, this one has 3")]
    [InlineData("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
        "a whpk_ key is public and cannot sign; give the whsk_ key instead")]
    public void A_text_that_is_no_key_is_refused_in_words(string text, string expected)
    {
        Assert.False(WebhookSigningKey.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_private_key_whose_halves_do_not_belong_together_is_refused()
    {
        var bytes = Convert.FromBase64String(Private);
        bytes[^1] ^= 1;

        Assert.False(WebhookSigningKey.TryParse("whsk_" + Convert.ToBase64String(bytes), out _, out var error));
        Assert.Equal("the two halves of this whsk_ key do not match", error);
    }

    [Fact]
    public void A_private_key_tells_its_public_half_and_may_be_given_as_its_seed_alone()
    {
        var seed = Convert.ToBase64String(Convert.FromBase64String(Private)[..32]);

        Assert.True(WebhookSigningKey.TryParse("whsk_" + Private, out var whole, out _));
        Assert.True(WebhookSigningKey.TryParse("whsk_" + seed, out var fromSeed, out _));
        Assert.Equal("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", whole.PublicKey());
        Assert.Equal(whole.PublicKey(), fromSeed.PublicKey());
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_***")]
    [InlineData("whsk_" + Private, "whsk_***")]
    public void A_key_does_not_show_its_secret(string text, string shown)
    {
        Assert.True(WebhookSigningKey.TryParse(text, out var key, out _));
        Assert.Equal(shown, key.ToString());
        Assert.Equal(shown, $"{key}");
    }

    [Fact]
    public void A_wrong_key_is_not_repeated_in_the_error()
    {
        Assert.False(WebhookSigningKey.TryParseList("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, whsec_c2VjcmV0", out var keys, out var error));
        Assert.Empty(keys);
        Assert.Equal("signing key 2: a whsec_ key has 24 to 64 bytes, this one has 6", error);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData(" MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ", 1)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsk_" + Private + "\n", 2)]
    public void A_setting_holds_any_number_of_keys(string? text, int count)
    {
        Assert.True(WebhookSigningKey.TryParseList(text, out var keys, out _));
        Assert.Equal(count, keys.Count);
    }
}
