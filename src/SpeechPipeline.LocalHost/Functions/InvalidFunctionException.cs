namespace SpeechPipeline.LocalHost.Functions;

/// <summary>A function cannot be run as it is written or configured. Raised at start-up; the message names the function.</summary>
public sealed class InvalidFunctionException(string function, string message) : Exception($"Function '{function}': {message}")
{
    public string Function { get; } = function;
}
