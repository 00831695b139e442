using Microsoft.AspNetCore.Http;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Triggers;

/// <summary>Errors as <c>application/problem+json</c> (RFC 9457).</summary>
static class Problems
{
    /// <summary>400 with every problem of the request.</summary>
    public static IResult Invalid(IReadOnlyList<FieldProblem> problems) => Results.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        title: problems.Count == 1 ? "The request has a problem." : $"The request has {problems.Count} problems.",
        detail: string.Join(' ', problems.Select(problem => $"{problem.Pointer} {problem.Detail}")),
        extensions: Errors(problems));

    public static IResult Invalid(string parameter, string detail) => Invalid([new FieldProblem($"?{parameter}", detail)]);

    public static IResult TooLarge() => Results.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge,
        title: "The body is too large.",
        detail: $"# is larger than {BodyLimits.Function / (1024 * 1024)} MiB.",
        extensions: Errors([new FieldProblem("#", $"is larger than {BodyLimits.Function / (1024 * 1024)} MiB.")]));

    /// <summary>503: the caller may come again in a moment.</summary>
    public static IResult NoRoom() => Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "There is no room for the body.",
        detail: "This instance holds as many large bodies as it has memory for. Send the request again in some seconds.");

    public static IResult UnsupportedMediaType(string? found) => Results.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        title: "The body is of a kind that cannot be read.",
        detail: $"The Content-Type is '{found}'; allowed are application/json, {ArticleFormats.KnownMediaTypes}.");

    public static IResult UnsupportedBatch(string? found) => Results.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        title: "The body is of a kind that cannot be read.",
        detail: $"The Content-Type is '{found}'; allowed are application/json, application/x-ndjson, application/rss+xml, application/atom+xml, application/feed+json and text/x-opml.");

    public static IResult NotFound(string what) => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "Not found.", detail: what);

    public static IResult NoParkedMessage(string queue, string id) => NotFound($"There is no parked message '{id}' of a queue '{queue}'.");

    public static IResult Unauthorized(string detail = "?t must be the episode's token.") => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "The token does not fit.", detail: detail);

    public static IResult Conflict(string detail) => Results.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "That does not go together with what was before.", detail: detail);

    public static IResult NotReady(string detail) => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no episode.", detail: detail);

    public static IResult NotYet(string detail) => Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "It is not there yet.", detail: detail);

    public static IResult UnknownModel(VoicesAnswer.UnknownModel answer) => Invalid(
        "model", $"is '{answer.Model}', which the speech endpoint does not have{(answer.Known.Count == 0 ? "" : $"; it has {string.Join(", ", answer.Known)}")}.");

    /// <summary>502: what the endpoint answered is told as its own, and only silence as silence.</summary>
    public static IResult NoVoices(VoicesAnswer.Failed answer) => Results.Problem(
        statusCode: StatusCodes.Status502BadGateway,
        title: answer.IsAnswer ? "The speech endpoint gives no list of voices." : "The speech endpoint cannot be reached.",
        detail: answer.Message);

    static Dictionary<string, object?> Errors(IEnumerable<FieldProblem> problems) => new(StringComparer.Ordinal)
    {
        ["errors"] = problems.Select(problem => new { pointer = problem.Pointer, detail = problem.Detail }).ToList(),
    };
}
