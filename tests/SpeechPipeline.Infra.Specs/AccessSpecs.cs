using SpeechPipeline.Infra.Specs.Reading;

namespace SpeechPipeline.Infra.Specs;

/// <summary>Who may do what: everything on the list, and nothing that is not.</summary>
public sealed class AccessSpecs
{
    const string Storage = "Microsoft.Storage/storageAccounts/speechst";
    const string Package = "Microsoft.Storage/storageAccounts/speechpk";
    const string Dropper = "00000000-0000-0000-0000-00000000000d";

    static readonly RoleGrant[] Identities =
    [
        new("identity", "Storage Blob Data Owner", Storage),
        new("identity", "Storage Queue Data Contributor", Storage),
        new("identity", "Storage Table Data Contributor", Storage),
        new("identity", "Key Vault Secrets User", "Microsoft.KeyVault/vaults/speechkv"),
        new("identity", "Monitoring Metrics Publisher", "Microsoft.Insights/components/speech-insights"),
        new("package", "Storage Blob Data Contributor", $"{Package}/blobServices/default/containers/packages"),
        new("events", "Storage Queue Data Message Sender", $"{Storage}/queueServices/default/queues/dropped-files"),
    ];

    static readonly RoleGrant[] Droppers =
    [
        new(Dropper, "Storage Blob Data Contributor", $"{Storage}/blobServices/default/containers/drops"),
        new(Dropper, "Storage Blob Data Reader", $"{Storage}/blobServices/default/containers/drops-done"),
        new(Dropper, "Storage Blob Data Reader", $"{Storage}/blobServices/default/containers/drops-failed"),
    ];

    [Fact]
    public void Three_identities_have_the_roles_that_they_need_and_no_other() =>
        Assert.Equal(Sorted(Identities), Sorted(Deployment.Least.Roles));

    [Fact]
    public void Who_drops_files_may_write_into_the_folder_and_read_what_became_of_them() =>
        Assert.Equal(Sorted([.. Identities, .. Droppers]), Sorted(Deployment.First.Roles));

    [Fact]
    public void Who_drops_files_is_what_the_parameter_says() => Assert.All(
        Deployment.First.All("Microsoft.Authorization/roleAssignments"),
        assignment => Assert.Equal(
            assignment.TextAt("properties/principalId") == Dropper ? "Group" : "ServicePrincipal",
            assignment.TextAt("properties/principalType")));

    [Fact]
    public void The_app_has_no_right_on_its_package()
    {
        var package = Deployment.Everything.App.TextAt("properties/functionAppConfig/deployment/storage/value");
        Assert.Contains("/storageAccounts/longnamepk", package, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Deployment.Least.Roles, role => role.Who == "identity" && role.Where.Contains("speechpk", StringComparison.Ordinal));
    }

    [Fact]
    public void The_platform_deploys_with_the_identity_that_may_write_the_package()
    {
        var storage = Deployment.Least.App.At("properties/functionAppConfig/deployment/storage/authentication");
        Assert.Equal("UserAssignedIdentity", storage.TextAt("type"));
        Assert.Contains("/speech-package-", storage.TextAt("userAssignedIdentityResourceId"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_has_its_own_identity_and_that_of_its_package() => Assert.Equal(
        ["speech-identity", "speech-package"],
        Deployment.Least.App.At("identity/userAssignedIdentities").EnumerateObject()
            .Select(identity => identity.Name.Split('/')[^1][..^"-0123456789abc".Length])
            .Order());

    [Fact]
    public void The_code_is_told_of_its_own_identity_only()
    {
        var settings = Deployment.Least.Settings;
        Assert.DoesNotContain(settings.Values, value => value.Contains("-package-", StringComparison.Ordinal));
        Assert.Contains("/speech-identity-", settings["AzureWebJobsStorage__clientId"], StringComparison.Ordinal);
        Assert.Contains("/speech-identity-", Deployment.Least.App.TextAt("properties/keyVaultReferenceIdentity"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_each_role_assignment_follows_from_what_it_grants()
    {
        var assignments = CompiledInfra.Templates()
            .SelectMany(template => template.Resources)
            .Where(resource => resource.Value.TextAt("type") == "Microsoft.Authorization/roleAssignments")
            .Select(resource => resource.Value.TextAt("name"))
            .ToList();
        Assert.True(assignments.Count >= 6);
        Assert.All(assignments, name => Assert.Matches(
            @"^\[guid\(.*resourceId\(.*, parameters\('(identityId|dropperPrincipalId)'\), .*\)\]$", name));
    }

    static IEnumerable<string> Sorted(IEnumerable<RoleGrant> grants) =>
        grants.Select(grant => grant.ToString()).Order(StringComparer.Ordinal);
}
