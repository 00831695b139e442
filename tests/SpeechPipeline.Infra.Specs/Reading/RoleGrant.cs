using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Infra.Specs.Reading;

/// <summary>Who may do what where.</summary>
/// <param name="Who">The kind of identity (<c>identity</c>, <c>package</c>, <c>events</c>), or the object id of a person.</param>
/// <param name="Role">The built-in role.</param>
/// <param name="Where">The resource, without what is the same for all, and without what makes names unique.</param>
sealed partial record RoleGrant(string Who, string Role, string Where)
{
    static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    public static RoleGrant Of(JsonElement assignment)
    {
        var principal = assignment.TextAt("properties/principalId");
        var role = assignment.TextAt("properties/roleDefinitionId").Split('/')[^1];
        var scope = assignment.TextAt("id").Split("/providers/Microsoft.Authorization/")[0];
        return new RoleGrant(
            IdentityName().Match(principal) is { Success: true } identity ? identity.Groups[1].Value : principal,
            BuiltIn.GetValueOrDefault(role, role),
            UniqueEnd().Replace(scope.Split("/providers/", 2)[^1], ""));
    }

    [GeneratedRegex(@"userAssignedIdentities/speech-(\w+)-\w{13}'")]
    private static partial Regex IdentityName();

    // uniqueString() has 13 characters.
    [GeneratedRegex("(-|(?<=/speech(st|pk|kv)))[a-z0-9]{13}(?=/|$)")]
    private static partial Regex UniqueEnd();
}
