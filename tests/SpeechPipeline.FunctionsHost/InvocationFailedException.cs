using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>The worker says that an invocation failed or was cancelled; the message is the worker's.</summary>
sealed class InvocationFailedException(string function, StatusResult result)
    : Exception($"{function}: {result.Status}. {result.Exception?.Message} {result.Exception?.StackTrace}")
{
    public static void ThrowIfNotSuccess(string function, StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvocationFailedException(function, result);
        }
    }
}
