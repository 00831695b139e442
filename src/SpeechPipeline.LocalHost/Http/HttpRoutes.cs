using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>Where HTTP functions are reached.</summary>
static class HttpRoutes
{
    /// <summary>The path template of a function, below the prefix of host.json.</summary>
    public static string Of(Function<HttpTriggerAttribute, HttpRequest> function, string prefix) =>
        $"/{prefix}/{(function.Trigger.Route ?? function.Name).Trim('/')}".Replace("//", "/", StringComparison.Ordinal);

    /// <exception cref="InvalidFunctionException">Two functions answer the same method at the same route.</exception>
    public static void Check(IEnumerable<Function<HttpTriggerAttribute, HttpRequest>> functions)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
        {
            var route = Of(function, "");
            foreach (var method in MethodsOf(function.Trigger) is { Length: > 0 } methods ? methods : ["any method"])
            {
                if (!taken.Add($"{method} {route}"))
                {
                    throw new InvalidFunctionException(function.Name, $"another function already answers {method} at '{route}'.");
                }
            }
        }
    }

    public static void Map(IEndpointRouteBuilder routes, string pattern, HttpTriggerAttribute trigger, RequestDelegate answer)
    {
        var methods = MethodsOf(trigger);
        if (methods.Length == 0)
        {
            routes.Map(pattern, answer);
        }
        else
        {
            routes.MapMethods(pattern, methods, answer);
        }
    }

    // Empty: all.
    static string[] MethodsOf(HttpTriggerAttribute trigger) => trigger.Methods ?? [];
}
