using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>Answers the requests of one HTTP function.</summary>
sealed partial class HttpFunctionEndpoint(
    Function<HttpTriggerAttribute, HttpRequest> function,
    FunctionKeys keys,
    OwnAddresses own,
    ForwardedHeaders forwarded,
    TimeSpan? functionTimeout,
    Shutdown shutdown,
    TimeProvider time,
    ILogger logger)
{
    // A function that takes OPTIONS answers what browsers ask on behalf of pages, and says itself which of them it admits.
    readonly bool _isOpenToPages = function.Trigger.Methods?.Contains(HttpMethods.Options, StringComparer.OrdinalIgnoreCase) == true;

    public async Task AnswerAsync(HttpContext http)
    {
        forwarded.Remove(http);
        if (own.ProblemOf(http.Request, _isOpenToPages) is { } problem)
        {
            await Problem(StatusCodes.Status403Forbidden, problem).ExecuteAsync(http);
            return;
        }

        if (!keys.Allow(function.Trigger.AuthLevel, http.Request))
        {
            await Problem(StatusCodes.Status401Unauthorized, "A valid key is needed, in the x-functions-key header or the code query parameter.")
                .ExecuteAsync(http);
            return;
        }

        using var invocation = new Invocation(http.RequestServices, http.Request.RouteValues, functionTimeout, time, shutdown.GraceOver, http.RequestAborted);
        try
        {
            if (await function.Invoker.InvokeAsync(invocation.Context, http.Request) is { } result)
            {
                await result.ExecuteAsync(http);
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(logger, function.Name);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Problem(e.StatusCode, e.Message).ExecuteAsync(http);
        }
        catch (Exception e) // The edge of the function.
        {
            Log.Failed(logger, function.Name, invocation.Context.InvocationId, e);
            if (http.Response.HasStarted)
            {
                http.Abort(); // Half an answer must not look like a whole one.
                return;
            }

            http.Response.Clear();
            await Problem(StatusCodes.Status500InternalServerError, $"The function failed. Invocation: {invocation.Context.InvocationId}.").ExecuteAsync(http);
        }
    }

    static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function}: the invocation {InvocationId} failed")]
        public static partial void Failed(ILogger logger, string function, string invocationId, Exception exception);

        [LoggerMessage(LogLevel.Debug, "{Function}: the caller has gone")]
        public static partial void CallerGone(ILogger logger, string function);
    }
}
