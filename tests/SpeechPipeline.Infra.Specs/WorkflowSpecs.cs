using System.Text.RegularExpressions;

namespace SpeechPipeline.Infra.Specs;

/// <summary>The workflow that deploys from GitHub.</summary>
public sealed partial class WorkflowSpecs
{
    static readonly string Deploy = File.ReadAllText(Repository.PathOf(".github", "workflows", "deploy.yml"));

    [Fact]
    public void It_signs_in_without_a_secret()
    {
        Assert.DoesNotContain("secrets.", Deploy, StringComparison.Ordinal);
        Assert.Contains("id-token: write", Deploy, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)creds:|publish-profile", Deploy);
    }

    [Fact]
    public void Only_what_deploys_may_sign_in()
    {
        Assert.Contains("\npermissions:\n  contents: read\n", Deploy, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(Deploy, "id-token: write"));
    }

    [Fact]
    public void Actions_are_pinned()
    {
        var actions = Uses().Matches(Deploy);
        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(@"^(v\d+(\.\d+)*|[0-9a-f]{40})$", action.Groups[1].Value));
    }

    [Fact]
    public void Only_what_is_tested_is_deployed()
    {
        Assert.Matches(@"\n  test:\n(    .*\n)*        run: \.ci/run\n(    .*\n)*          path: artifacts/app\.zip\n", Deploy);
        Assert.Matches(@"\n  deploy:\n(    .*\n)*    needs: test\n", Deploy);
        Assert.DoesNotContain("dotnet publish", Deploy, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"uses: [\w./-]+@(\S+)")]
    private static partial Regex Uses();
}
