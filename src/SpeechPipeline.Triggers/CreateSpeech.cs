using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Synchronous;
using SpeechPipeline.Triggers.OpenApi;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>POST /api/v1/audio/speech</c>: the speech endpoint's own call, for text of any length. 200 with the audio; 503 with <c>retry-after</c> when it is
/// not finished within <c>SpeechApi:Wait</c>, and the same request joins the running job.
/// </summary>
public sealed class CreateSpeech(RequestReader reader, SynchronousSpeech speech, SynchronousKeys keys, SpeechLimiter limiter, IOptions<PipelineOptions> options, TimeProvider time)
{
    const int RetryAfterSeconds = 5;

    /// <summary>The endpoint's own default for the format; no silence around the words, as there; kept for a day, in which a client may ask again.</summary>
    static readonly JsonElement Defaults = JsonSerializer.SerializeToElement(
        new { ResponseFormat = "wav", LeadInMs = 0, LeadOutMs = 0, RetentionDays = 1 }, PipelineJson.Options);

    [Function(nameof(CreateSpeech))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/audio/speech")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (keys.CallerOf(request.Headers.Authorization) is not { } caller)
        {
            return SpeechErrors.Unauthorized();
        }

        var (body, refusal) = await RequestBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return SpeechErrors.Of(refusal);
        }

        using var json = JsonBody.TryParse(body, out var problem);
        if (json is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            return SpeechErrors.Invalid([problem ?? new FieldProblem("#", "The body is not a JSON object.")]);
        }

        if (Adapt(json.RootElement, out var adapted) is { } mismatch)
        {
            return SpeechErrors.Invalid([mismatch]);
        }

        var read = reader.ReadJson(adapted, Defaults);
        if (read.Submission is not { } submission)
        {
            return SpeechErrors.Invalid(read.Problems);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(adapted)));
        var outcome = await speech.SpeakAsync(submission, caller, hash, PublicAddress.Of(request, "/v1/audio/speech", options.Value.PublicAddress), cancellationToken);
        AddHeaders(request.HttpContext.Response, outcome.Job.PartitionKey);
        return Answer(request, outcome);
    }

    /// <summary>Fields that OpenAI's clients send and the endpoint does not have.</summary>
    /// <returns>What cannot be answered; null: nothing.</returns>
    static FieldProblem? Adapt(JsonElement body, out JsonElement adapted)
    {
        adapted = body;
        if (body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True)
        {
            return new FieldProblem("#/stream", "is true; the audio is delivered as a whole, so only false is allowed.");
        }

        if (body.TryGetProperty("stream_format", out var form) && form.ValueKind != JsonValueKind.Null && !Is(form, "audio"))
        {
            return new FieldProblem("#/stream_format", "must be 'audio': the audio is delivered as a whole.");
        }

        if (ApiFields.JobsAlone.FirstOrDefault(field => body.TryGetProperty(field, out _)) is { } own)
        {
            return new FieldProblem($"#/{own}", "is not a field of this call; POST /api/jobs has it.");
        }

        if (form.ValueKind == JsonValueKind.Undefined && !(body.TryGetProperty("response_format", out var format) && Is(format, "pcm")))
        {
            return null;
        }

        var changed = JsonObject.Create(body)!;
        changed.Remove("stream_format");
        if (changed["response_format"] is JsonValue value && value.TryGetValue<string>(out var name) && name == "pcm")
        {
            // OpenAI's name for 16-bit samples without a header.
            (changed["response_format"], changed["response_encoding"]) = ("raw", changed["response_encoding"]?.DeepClone() ?? "pcm_s16le");
        }

        adapted = JsonSerializer.SerializeToElement(changed);
        return null;
    }

    static bool Is(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    static IResult Answer(HttpRequest request, SpeechOutcome outcome)
    {
        switch (outcome)
        {
            case SpeechOutcome.Ready ready:
                return Results.Stream(ready.Audio.Content, ready.Audio.MediaType);
            case SpeechOutcome.Failed { IsCallers: true } failed:
                return SpeechErrors.Of(StatusCodes.Status400BadRequest, "invalid_request_error", failed.Message, code: failed.Code);
            case SpeechOutcome.Failed failed:
                return SpeechErrors.Of(StatusCodes.Status500InternalServerError, "server_error", failed.Message, code: failed.Code);
            default:
                request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return SpeechErrors.Of(
                    StatusCodes.Status503ServiceUnavailable,
                    "server_error",
                    $"The speech is not finished yet{(((SpeechOutcome.NotYet)outcome).Reason is { } reason ? $": {reason}" : "")}. Send the same request again, and it joins the running job {outcome.Job.PartitionKey}.",
                    code: "not_finished");
        }
    }

    void AddHeaders(HttpResponse response, string job)
    {
        var state = limiter.State;
        response.Headers["x-request-id"] = job;
        response.Headers["x-ratelimit-limit"] = ((int)state.Level).ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-remaining"] = Math.Max(0, (int)state.Level - state.UnderWay - state.Waiting).ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-reset"] = Math.Max(0, Math.Ceiling(((state.NotBefore - time.GetUtcNow()) ?? TimeSpan.Zero).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
