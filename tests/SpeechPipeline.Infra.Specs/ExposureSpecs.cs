using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Infra.Specs.Reading;

namespace SpeechPipeline.Infra.Specs;

/// <summary>What stands open to nobody.</summary>
public sealed partial class ExposureSpecs
{
    [Fact]
    public void Storage_takes_no_keys_and_shows_nothing_to_the_public()
    {
        var accounts = Deployment.Least.All("Microsoft.Storage/storageAccounts");
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.True(account.IsNot("properties/allowSharedKeyAccess"));
            Assert.True(account.IsNot("properties/allowBlobPublicAccess"));
            Assert.True(account.IsNot("properties/allowCrossTenantReplication"));
        });
        Assert.All(
            Deployment.Least.All("Microsoft.Storage/storageAccounts/blobServices/containers"),
            container => Assert.Equal("None", container.TextAt("properties/publicAccess")));
    }

    [Fact]
    public void Storage_is_reached_by_TLS_1_2_only() => Assert.All(Deployment.Least.All("Microsoft.Storage/storageAccounts"), account =>
    {
        Assert.True(account.Is("properties/supportsHttpsTrafficOnly"));
        Assert.Equal("TLS1_2", account.TextAt("properties/minimumTlsVersion"));
    });

    [Fact]
    public void The_app_is_reached_by_TLS_1_2_only()
    {
        Assert.True(Deployment.Least.App.Is("properties/httpsOnly"));
        Assert.Equal("1.2", Deployment.Least.App.TextAt("properties/siteConfig/minTlsVersion"));
    }

    [Fact]
    public void Nobody_deploys_with_a_password()
    {
        var policies = Deployment.Least.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "scm"], policies.Select(policy => policy.TextAt("name").Split('/')[^1]).Order());
        Assert.All(policies, policy => Assert.True(policy.IsNot("properties/allow")));
    }

    [Fact]
    public void Telemetry_is_written_with_an_identity()
    {
        Assert.True(Deployment.Least.One("Microsoft.Insights/components").Is("properties/DisableLocalAuth"));
        Assert.True(Deployment.Least.One("Microsoft.OperationalInsights/workspaces").Is("properties/features/disableLocalAuth"));
        Assert.EndsWith(";Authorization=AAD', reference('" + IdentityOf(Deployment.Least) + "', '2024-11-30').clientId)]",
            Deployment.Least.Settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_vault_is_opened_by_roles_and_forgets_nothing_at_once()
    {
        var vault = Deployment.Least.One("Microsoft.KeyVault/vaults");
        Assert.True(vault.Is("properties/enableRbacAuthorization"));
        Assert.True(vault.Is("properties/enableSoftDelete"));
    }

    /// <summary>With purge protection, the name of a deleted vault, which follows from the group, is taken for 90 days.</summary>
    [Fact]
    public void A_vault_can_be_deleted_for_good_unless_that_is_ruled_out()
    {
        // Azure refuses false.
        var vault = Deployment.Least.One("Microsoft.KeyVault/vaults");
        Assert.Equal(JsonValueKind.Null, vault.At("properties/enablePurgeProtection").ValueKind);
        Assert.True(Deployment.Everything.One("Microsoft.KeyVault/vaults").Is("properties/enablePurgeProtection"));
    }

    [Fact]
    public void No_key_is_asked_for() => Assert.All(
        CompiledInfra.Templates(), template => Assert.DoesNotMatch(AsksForKeys(), template.Json.GetRawText()));

    [Fact]
    public void Endpoint_key_and_signing_keys_reach_the_app_from_the_vault()
    {
        var secrets = Deployment.First.All("Microsoft.KeyVault/vaults/secrets")
            .ToDictionary(secret => secret.TextAt("name").Split('/')[^1], secret => secret.TextAt("properties/value"));
        Assert.Equal("[parameters('speechApiKey')]", secrets["speech-api-key"]);
        Assert.Equal("[parameters('webhookSigningKeys')]", secrets["webhook-signing-keys"]);
        Assert.Matches(ReferenceTo("speech-api-key"), Deployment.First.Settings["Speech__ApiKey"]);
        Assert.Matches(ReferenceTo("webhook-signing-keys"), Deployment.First.Settings["Webhooks__SigningKeys"]);
    }

    [Fact]
    public void What_is_given_as_a_secret_goes_into_the_vault_and_nowhere_else()
    {
        var templates = CompiledInfra.Templates();
        Assert.Equal(["speechApiKey", "webhookSigningKeys"], templates[0].SecureParameters);
        var secure = templates.SelectMany(template => template.SecureParameters).ToHashSet();
        foreach (var template in templates)
        {
            // Nested templates are looked at by themselves, and whether a secret is given is none.
            var uses = from text in template.Json.Strings()
                       where !text.Path.Contains("/properties/template/", StringComparison.Ordinal)
                       from name in secure
                       let rest = text.Text.Replace($"empty(parameters('{name}'))", "", StringComparison.Ordinal)
                       where rest.Contains($"parameters('{name}')", StringComparison.Ordinal)
                       select text.Path;
            Assert.All(uses, path => Assert.Matches(MayHoldSecret(), path));
        }
    }

    [Fact]
    public void What_sounds_like_a_secret_is_a_secure_parameter() => Assert.All(
        CompiledInfra.Templates().SelectMany(template => template.Parameters).Where(parameter => SoundsSecret().IsMatch(parameter.Name)),
        parameter => Assert.True(parameter.Value.TextAt("type") is "securestring" or "bool", $"{parameter.Name} is no secure parameter."));

    [Fact]
    public void No_output_holds_a_secret() => Assert.All(
        CompiledInfra.Templates().SelectMany(template => template.Outputs.Select(output => (template, output))),
        pair => Assert.All(pair.output.Value.Strings(), text => Assert.DoesNotContain(
            pair.template.SecureParameters, name => text.Text.Contains($"parameters('{name}')", StringComparison.Ordinal))));

    static string ReferenceTo(string secret) =>
        @"^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}secrets/\{1\}/\)', reference\(.*\)\.vaultUri, '" + secret + @"'\)\]$";

    static string IdentityOf(Deployment deployment) => deployment.All("Microsoft.ManagedIdentity/userAssignedIdentities")
        .Select(identity => identity.TextAt("id")).Single(id => id.Contains("/speech-identity-", StringComparison.Ordinal));

    [GeneratedRegex(@"\blist[A-Z]\w*\(")]
    private static partial Regex AsksForKeys();

    [GeneratedRegex(@"^(/resources/vault/properties/parameters/\w+/value|/resources/\w+Secret/properties/value)$")]
    private static partial Regex MayHoldSecret();

    [GeneratedRegex("(?i)(key|secret|password|token|connection)s?$")]
    private static partial Regex SoundsSecret();
}
