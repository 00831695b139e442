using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Synchronous;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET /api/voices/sample?voice=&amp;model=&amp;language=</c>: a sentence in a voice, as WAV. Spoken, and paid for, once. 400 for a voice that
/// cannot be; 502 if the endpoint answers without usable speech; 503 while the endpoint cannot be had.
/// </summary>
public sealed class GetVoiceSample(RequestReader reader, VoiceSample sample)
{
    static readonly string[] Fields = ["voice", "model", "language"];

    [Function(nameof(GetVoiceSample))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "voices/sample")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new JsonObject();
        foreach (var field in Fields)
        {
            if (request.Query[field].ToString() is { Length: > 0 } value)
            {
                body[field] = value;
            }
        }

        body["input"] = VoiceSample.SentenceIn((string?)body["language"]);
        var read = reader.ReadJson(JsonSerializer.SerializeToElement(body), defaults: null);
        if (read.Submission is not { } submission)
        {
            return Problems.Invalid([.. read.Problems.Select(static problem => problem with { Pointer = problem.Pointer.Replace("#/", "?", StringComparison.Ordinal) })]);
        }

        var (wav, outcome) = await sample.SpeakAsync(submission, cancellationToken);
        if (wav is not null)
        {
            request.HttpContext.Response.Headers.CacheControl = "private, max-age=86400";
            return Results.Bytes(wav.ToArray(), "audio/wav");
        }

        return outcome switch
        {
            SegmentOutcome.Impossible { Code: SegmentOutcome.Rejected } rejected => Problems.Invalid("voice", $"cannot be heard: {rejected.Message}"),
            SegmentOutcome.Impossible impossible => Problems.NoSample(StatusCodes.Status502BadGateway, impossible.Message),
            SegmentOutcome.Wait wait => Problems.NoSample(StatusCodes.Status503ServiceUnavailable, wait.Reason),
            _ => Problems.NoSample(StatusCodes.Status503ServiceUnavailable, "The speech endpoint is busy. Ask again in a moment."),
        };
    }
}
