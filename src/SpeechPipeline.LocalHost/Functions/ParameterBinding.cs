using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>Gives one parameter of a function its value for one invocation.</summary>
delegate object? ParameterBinding<in TMessage>(FunctionContext context, TMessage message);
