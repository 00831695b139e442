using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost.Endpoint.Contract;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.LocalHost.Endpoint.Models;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>The endpoint's two routes, with the checks before them.</summary>
sealed partial class SpeechRoutes(SpeechEndpointOptions options, ILogger<SpeechEndpoint> logger, CancellationToken stopping)
{
    /// <summary>Checks the key, and gives every error the contract's form.</summary>
    public async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            if (!HasKey(http.Request))
            {
                throw new RefusedException(StatusCodes.Status401Unauthorized, EndpointError.For(401));
            }

            await next(http);
            // Answers of the routing itself: unknown address or method.
            if (http.Response is { HasStarted: false, StatusCode: 404 or 405 })
            {
                await RefuseAsync(http, http.Response.StatusCode, EndpointError.For(http.Response.StatusCode));
            }
        }
        catch (RefusedException e)
        {
            await RefuseAsync(http, e.Status, e.Error);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, e.StatusCode, EndpointError.For(e.StatusCode));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The client has disconnected, or must be disconnected.
            http.Abort();
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
            if (http.Response.HasStarted)
            {
                http.Abort();
            }
            else
            {
                await http.Response.WriteErrorAsync(500, EndpointError.For(500), http.RequestAborted);
            }
        }
    }

    /// <summary><c>POST /v1/audio/speech</c></summary>
    public async Task SpeakAsync(HttpContext http)
    {
        var request = SpeechRequestReader.Read(await BodyAsync(http.Request));
        var fault = options.Faults.Take(request);
        var call = options.Ledger.Begin(request, options.Clock.GetUtcNow(), fault?.Name);
        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            var exchange = new SpeechExchange(http, request, options.Clock, gone.Token);
            await (fault is null ? exchange.AnswerAsync() : fault.Answer(exchange));
            Log.Answered(logger, call.Number, call.Model, call.Voice, call.InputLength, fault?.Name ?? "none", http.Response.StatusCode);
        }
        finally
        {
            options.Ledger.End();
        }
    }

    /// <summary><c>GET /v1/voices</c>, of all models or of <c>?model=</c>.</summary>
    public static Task ListVoicesAsync(HttpContext http)
    {
        var asked = http.Request.Query["model"].ToString();
        var models = SpeechModels.All.Where(model => asked.Length == 0 || model.Id == asked).ToList();
        if (models.Count == 0)
        {
            throw RefusedException.UnknownModel(asked);
        }

        var answer = new VoicesAnswer(
            [.. models.Select(model => new VoicesOfModel(model.Id, [.. model.Voices.Select(voice => new ListedVoice(voice.Id, voice.Id))]))]);
        return http.Response.WriteAsJsonAsync(answer, ContractJson.Default.VoicesAnswer, cancellationToken: http.RequestAborted);
    }

    async Task RefuseAsync(HttpContext http, int status, EndpointError error)
    {
        options.Ledger.Refuse();
        Log.Refused(logger, status, error.Code, error.Param);
        await http.Response.WriteErrorAsync(status, error, http.RequestAborted);
    }

    static async Task<JsonElement> BodyAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new RefusedException(400, EndpointError.InvalidRequest("The body must be JSON, and Content-Type must say so: application/json.", null, "invalid_content_type"));
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new RefusedException(
                400, EndpointError.InvalidRequest($"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}).", null, "invalid_json"), e);
        }
    }

    bool HasKey(HttpRequest request) => options.ApiKey is not { } key || CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
        SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Speech call {Number}: {Model}, voice {Voice}, {Characters} characters, fault {Fault}: {Status}")]
        public static partial void Answered(ILogger logger, int number, string model, string voice, int characters, string fault, int status);

        [LoggerMessage(2, LogLevel.Information, "Refused a speech request with {Status} ({Code}, field {Field})")]
        public static partial void Refused(ILogger logger, int status, string? code, string? field);

        [LoggerMessage(3, LogLevel.Error, "The built-in speech endpoint failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
