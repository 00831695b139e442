using System.Text.RegularExpressions;
using SpeechPipeline.Infra.Specs.Reading;

namespace SpeechPipeline.Infra.Specs;

/// <summary><c>azd up</c> finds the template, the project and the app.</summary>
public sealed partial class AzdSpecs
{
    static readonly string AzureYaml = File.ReadAllText(Repository.PathOf("azure.yaml"));

    [Fact]
    public void The_project_of_the_service_exists() => Assert.Single(
        Directory.GetFiles(Repository.PathOf(Project().Match(AzureYaml).Groups[1].Value), "*.csproj"));

    [Fact]
    public void The_template_exists()
    {
        var infra = Infra().Match(AzureYaml);
        Assert.True(infra.Success);
        Assert.True(File.Exists(Repository.PathOf(infra.Groups[1].Value, $"{infra.Groups[2].Value}.bicep")));
        Assert.True(File.Exists(Repository.PathOf(infra.Groups[1].Value, $"{infra.Groups[2].Value}.bicepparam")));
    }

    [Fact]
    public void The_app_is_tagged_as_the_service() => Assert.All([Deployment.Least, Deployment.First], deployment =>
        Assert.Equal(Service().Match(AzureYaml).Groups[1].Value, deployment.App.TextAt("tags/azd-service-name")));

    [Fact]
    public void Everything_that_takes_tags_is_tagged_with_the_environment() => Assert.All(
        Deployment.First.Resources.Where(resource => resource.TryGetProperty("location", out _)),
        resource => Assert.Equal("test", resource.TextAt("tags/azd-env-name")));

    /// <summary>azd adds one to the project file where there is none, which would be a change to commit.</summary>
    [Fact]
    public void The_project_has_an_id_for_user_secrets()
    {
        var folder = Repository.PathOf(Project().Match(AzureYaml).Groups[1].Value);
        Assert.Contains("<UserSecretsId>", File.ReadAllText(Directory.GetFiles(folder, "*.csproj").Single()), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^services:\n  (\w+):", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^    project: \.?/?(\S+)", RegexOptions.Multiline)]
    private static partial Regex Project();

    [GeneratedRegex(@"^infra:\n  provider: bicep\n  path: (\S+)\n  module: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Infra();
}
