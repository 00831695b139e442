using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>Makes an instance of a function's class by constructor injection, binds its parameters, runs it and waits for it.</summary>
sealed class FunctionInvoker<TMessage>(MethodInfo method, IReadOnlyList<ParameterBinding<TMessage>> parameters)
    where TMessage : class
{
    readonly ObjectFactory? _create =
        method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);

    /// <summary>The function's result, or null when it has none. What the function throws comes through unwrapped.</summary>
    public async Task<IResult?> InvokeAsync(FunctionContext context, TMessage message)
    {
        var arguments = parameters.Select(bind => bind(context, message)).ToArray();
        var instance = _create?.Invoke(context.InstanceServices, []);
        try
        {
            var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            switch (returned)
            {
                case Task task:
                    await task;
                    return ResultOf(task);
                case ValueTask task:
                    await task;
                    return null;
                default:
                    return returned as IResult;
            }
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    // Task<T> for some T : IResult; a plain Task's hidden type argument is no IResult.
    static IResult? ResultOf(Task task) => task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task) as IResult;

    static ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable later)
        {
            return later.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
