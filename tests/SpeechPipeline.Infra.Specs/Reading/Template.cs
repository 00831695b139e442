using System.Text.Json;

namespace SpeechPipeline.Infra.Specs.Reading;

/// <summary>A compiled Bicep file, or one that it uses as a module.</summary>
/// <param name="Name">How the file that uses it calls it.</param>
/// <param name="Json">The template.</param>
sealed record Template(string Name, JsonElement Json)
{
    public IEnumerable<JsonProperty> Parameters => Members("parameters");

    public IEnumerable<JsonProperty> Types => Members("definitions");

    public IEnumerable<JsonProperty> Outputs => Members("outputs");

    public IEnumerable<JsonProperty> Resources => Members("resources");

    public IEnumerable<string> SecureParameters =>
        Parameters.Where(parameter => IsSecure(parameter.Value)).Select(parameter => parameter.Name);

    public IEnumerable<Template> Nested() =>
        from resource in Resources
        where resource.Value.TextAt("type") == "Microsoft.Resources/deployments"
        let nested = new Template(resource.Name, resource.Value.At("properties/template"))
        from template in nested.Nested().Prepend(nested)
        select template;

    /// <summary>The one resource of a type that it makes.</summary>
    public JsonElement Resource(string type) =>
        Assert.Single(Resources, resource => resource.Value.TextAt("type") == type && !IsExisting(resource.Value)).Value;

    public override string ToString() => Name;

    static bool IsSecure(JsonElement parameter) =>
        parameter.TryGetProperty("type", out var type) && type.GetString() is "securestring" or "secureObject";

    static bool IsExisting(JsonElement resource) => resource.TryGetProperty("existing", out var existing) && existing.GetBoolean();

    JsonElement.ObjectEnumerator Members(string name) => Json.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;
}
