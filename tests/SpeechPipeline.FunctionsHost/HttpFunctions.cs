using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace SpeechPipeline.FunctionsHost;

/// <summary>The routes of a worker's HTTP functions, which are known once it has told them.</summary>
sealed class HttpFunctions(string routePrefix) : EndpointDataSource, IDisposable
{
    IReadOnlyList<Endpoint> _endpoints = [];
    CancellationTokenSource _changed = new();

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    /// <param name="functions">All that the worker has.</param>
    /// <param name="answer">Answers a request for one of them.</param>
    public void Map(IEnumerable<FunctionBinding> functions, Func<FunctionBinding, HttpContext, Task> answer)
    {
        _endpoints = [.. functions.Where(function => function.IsTriggeredBy("httpTrigger")).Select(function => Endpoint(function, answer))];
        var before = _changed;
        _changed = new CancellationTokenSource();
        before.Cancel();
        before.Dispose();
    }

    public void Dispose() => _changed.Dispose();

    Endpoint Endpoint(FunctionBinding function, Func<FunctionBinding, HttpContext, Task> answer)
    {
        var pattern = RoutePatternFactory.Parse($"/{routePrefix}/{function.Text("route") ?? function.Name}");
        var endpoint = new RouteEndpointBuilder(http => answer(function, http), pattern, order: 0) { DisplayName = function.Name };
        endpoint.Metadata.Add(new HttpMethodMetadata(function.Texts("methods")));
        return endpoint.Build();
    }
}
