using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>A worker did not come so far that it could run its functions.</summary>
sealed class WorkerStartException(string message) : Exception(message)
{
    public static void ThrowIfFailed(string what, StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new WorkerStartException($"{what} failed: {result.Exception?.Message} {result.Exception?.StackTrace}");
        }
    }
}
