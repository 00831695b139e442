using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>Checks a function's method: its parameters and its return type.</summary>
sealed record FunctionSignature(string Name, MethodInfo Method, ParameterInfo TriggerParameter)
{
    /// <param name="bindTrigger">Binds the trigger parameter, given its type; null when that type cannot be bound.</param>
    /// <param name="bindOther">Binds a parameter that is neither the trigger's nor common to all; null when it cannot be bound.</param>
    /// <param name="mayAnswer">Whether an <see cref="IResult"/> may be returned.</param>
    /// <exception cref="InvalidFunctionException">The method cannot be run.</exception>
    public FunctionInvoker<TMessage> Bind<TMessage>(
        Func<Type, ParameterBinding<TMessage>?> bindTrigger,
        Func<ParameterInfo, ParameterBinding<TMessage>?> bindOther,
        bool mayAnswer)
        where TMessage : class
    {
        // The worker's generated code calls the method, so it must be accessible.
        if (!Method.IsPublic || !Method.DeclaringType!.IsVisible)
        {
            throw Invalid("the method and its class must be public.");
        }

        if (Method.ContainsGenericParameters || (!Method.IsStatic && Method.DeclaringType.IsAbstract))
        {
            throw Invalid("the method and its class must be neither generic nor abstract.");
        }

        if (!CanReturn(mayAnswer))
        {
            throw Invalid($"it returns {Method.ReturnType}; {(mayAnswer ? "IResult, Task<IResult>, " : "")}Task, ValueTask or void is allowed.");
        }

        return new(Method, [.. Method.GetParameters().Select(parameter =>
            (parameter == TriggerParameter ? bindTrigger(parameter.ParameterType) : Common<TMessage>(parameter) ?? bindOther(parameter))
            ?? throw Invalid($"parameter '{parameter.Name}' of type {parameter.ParameterType} cannot be bound."))]);
    }

    public InvalidFunctionException Invalid(string message) => new(Name, message);

    static ParameterBinding<TMessage>? Common<TMessage>(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) ? static (context, _) => context.CancellationToken
        : parameter.ParameterType == typeof(FunctionContext) ? static (context, _) => context
        : null;

    bool CanReturn(bool mayAnswer)
    {
        var type = Method.ReturnType;
        if (type == typeof(void))
        {
            return !Method.IsDefined(typeof(AsyncStateMachineAttribute)); // async void: no one could wait for it.
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return true;
        }

        var answer = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GenericTypeArguments[0] : type;
        return mayAnswer && answer.IsAssignableTo(typeof(IResult));
    }
}
