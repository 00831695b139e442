using System.Text.RegularExpressions;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What a caller is told does not depend on what runs the functions: the worker in Azure, or the local host.</summary>
public sealed class ParitySpecs(BothHosts hosts) : IClassFixture<BothHosts>
{
    public static TheoryData<string> Alike => [.. Requests.All.Where(row => row.Differs is null).Select(row => row.Name)];

    public static TheoryData<string> Different => [.. Requests.All.Where(row => row.Differs is not null).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Alike))]
    public async Task The_worker_and_the_local_host_answer_alike(string request)
    {
        var (worker, local) = await hosts.AskAsync(Requests.All.Single(row => row.Name == request));
        Assert.Equal(local.ToString(), worker.ToString());
        // Health is degraded: a message is parked.
        Assert.True(worker.Status is >= 200 and < 500 || request.StartsWith("health", StringComparison.Ordinal), worker.ToString());
    }

    [Theory]
    [MemberData(nameof(Different))]
    public async Task They_differ_only_where_the_real_host_answers_by_itself(string request)
    {
        var row = Requests.All.Single(row => row.Name == request);
        var (worker, local) = await hosts.AskAsync(row);
        Assert.NotEqual(local.ToString(), worker.ToString());
        Assert.Equal((row.Differs!.Worker, row.Differs.Local, row.Differs.HasBody), (worker.Status, local.Status, worker.Body.Length > 0));
    }

    [Fact]
    public void Every_route_of_the_app_is_asked_in_at_least_sixty_rows()
    {
        Assert.True(Requests.All.Count >= 60);
        var asked = Requests.All.Where(row => row.Differs is null).Select(row => (row.Method, Path: row.Path.Split('?')[0])).ToList();
        var functions = PublishedApp.Functions().Where(function => function.Type == "httpTrigger");
        Assert.All(
            from function in functions from method in function.Methods select (function.Route, Method: method.ToUpperInvariant()),
            route => Assert.Contains(asked, row => row.Method == route.Method && Regex.IsMatch(row.Path, $"^api/{Regex.Replace(route.Route!, "[{].*?[}]", "[^/]+")}$")));
    }
}
