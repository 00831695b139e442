using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Http;
using SpeechPipeline.LocalHost.Queues;
using SpeechPipeline.LocalHost.Timers;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>The functions of an assembly, each checked.</summary>
public sealed class FunctionCatalog
{
    const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    FunctionCatalog(IEnumerable<Type> classes)
    {
        foreach (var method in classes.SelectMany(type => type.GetMethods(AnyMethod)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                Add(function.Name, method);
            }
        }
    }

    /// <summary>The names of all functions.</summary>
    public IReadOnlyCollection<string> Names => _names;

    internal List<Function<HttpTriggerAttribute, HttpRequest>> Http { get; } = [];

    internal List<Function<QueueTriggerAttribute, QueueMessage>> Queues { get; } = [];

    internal List<Function<TimerTriggerAttribute, TimerInfo>> Timers { get; } = [];

    /// <summary>Every method of the assembly that carries <c>[Function]</c>.</summary>
    /// <exception cref="InvalidFunctionException">A name is taken twice, or a signature cannot be bound.</exception>
    public static FunctionCatalog Find(Assembly assembly) => new(assembly.GetTypes());

    internal static FunctionCatalog Of(params IEnumerable<Type> classes) => new(classes);

    void Add(string name, MethodInfo method)
    {
        if (!_names.Add(name))
        {
            throw new InvalidFunctionException(name, "the name is taken by another function (names differ by more than case).");
        }

        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes().Select(attribute => (parameter, attribute)))
            .Where(pair => pair.attribute is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute)
            .ToList();
        if (triggers is not [var (parameter, trigger)])
        {
            throw new InvalidFunctionException(name, $"it has {triggers.Count} trigger parameters; exactly one is needed.");
        }

        var signature = new FunctionSignature(name, method, parameter);
        switch (trigger)
        {
            case HttpTriggerAttribute http:
                Http.Add(new(name, http, HttpParameters.Bind(signature, http)));
                break;
            case QueueTriggerAttribute queue:
                Queues.Add(new(name, queue, QueueParameters.Bind(signature)));
                break;
            case TimerTriggerAttribute timer:
                Timers.Add(new(name, timer, TimerParameters.Bind(signature)));
                break;
        }
    }
}
