using System.Text.Json;

namespace SpeechPipeline.Infra.Specs.Reading;

/// <summary>What a deployment makes, as the compiler predicts it. Its parameters stand in <c>Deployments</c>.</summary>
sealed class Deployment
{
    readonly JsonElement _json;

    Deployment(string name) => _json = CompiledInfra.Read("deployments", $"{name}.snapshot.json");

    /// <summary>As little as a deployment needs.</summary>
    public static Deployment Least => new("least");

    /// <summary>Brings secrets and someone who drops files.</summary>
    public static Deployment First => new("first");

    /// <summary>The same from a machine that has no secrets.</summary>
    public static Deployment Second => new("second");

    /// <summary>With an endpoint that asks for no key.</summary>
    public static Deployment Open => new("open");

    /// <summary>Instances of 512 MB.</summary>
    public static Deployment Small => new("small");

    /// <summary>Instances of 4,096 MB.</summary>
    public static Deployment Large => new("large");

    /// <summary>With every setting.</summary>
    public static Deployment Everything => new("everything");

    public IReadOnlyList<JsonElement> Resources => [.. _json.At("predictedResources").EnumerateArray()];

    public JsonElement App => One("Microsoft.Web/sites");

    /// <summary>The settings of the app; what is known only when it is deployed is an expression in brackets.</summary>
    public IReadOnlyDictionary<string, string> Settings => One("Microsoft.Web/sites/config").At("properties").EnumerateObject()
        .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    public IEnumerable<RoleGrant> Roles => All("Microsoft.Authorization/roleAssignments").Select(RoleGrant.Of);

    public IReadOnlyList<JsonElement> All(string type) => [.. Resources.Where(resource => resource.TextAt("type") == type)];

    public JsonElement One(string type) => Assert.Single(All(type));
}
