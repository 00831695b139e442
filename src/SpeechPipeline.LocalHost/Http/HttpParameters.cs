using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>Binds the parameters of an HTTP function: the request, and route values by name.</summary>
static class HttpParameters
{
    public static FunctionInvoker<HttpRequest> Bind(FunctionSignature signature, HttpTriggerAttribute trigger)
    {
        var route = Parse(signature, trigger);
        return signature.Bind<HttpRequest>(
            type => type == typeof(HttpRequest) ? static (_, request) => request : null,
            parameter => RouteValue(parameter, route),
            mayAnswer: true);
    }

    static RoutePattern Parse(FunctionSignature signature, HttpTriggerAttribute trigger)
    {
        try
        {
            return RoutePatternFactory.Parse(trigger.Route ?? signature.Name);
        }
        catch (RoutePatternException e)
        {
            throw signature.Invalid($"route '{trigger.Route}': {e.Message}");
        }
    }

    static ParameterBinding<HttpRequest>? RouteValue(ParameterInfo parameter, RoutePattern route)
    {
        var name = parameter.Name!;
        if (route.GetParameter(name) is null)
        {
            return null;
        }

        var converter = TypeDescriptor.GetConverter(parameter.ParameterType);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            return null;
        }

        return (_, request) =>
        {
            if (request.RouteValues[name] is not string text)
            {
                return null;
            }

            try
            {
                return converter.ConvertFromInvariantString(text);
            }
            catch (Exception e) // Type converters throw what they like: ArgumentException, FormatException, Exception.
            {
                throw new BadHttpRequestException($"The address has '{name}' where a value like {parameter.ParameterType.Name} is expected.", e);
            }
        };
    }
}
