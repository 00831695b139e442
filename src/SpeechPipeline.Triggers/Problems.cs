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

    /// <summary>503: the caller may retry in a moment.</summary>
    public static IResult NoRoom() => Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable,
        title: "The instance has no memory for the body now.",
        detail: "This instance already holds as many large bodies as its memory allows. Send the request again in a few seconds.");

    public static IResult UnsupportedMediaType(string? found) => Results.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        title: "The body is of a kind that cannot be read.",
        detail: $"The Content-Type is '{found}'; allowed are application/json, {ArticleFormats.KnownMediaTypes}.");

    public static IResult UnsupportedBatch(string? found) => Results.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        title: "The body is of a kind that cannot be read.",
        detail: $"The Content-Type is '{found}'; allowed are application/json, {string.Join(", ", RequestBody.BatchMediaTypes)}.");

    public static IResult NotFound(string what) => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "Not found.", detail: what);

    public static IResult NoParkedMessage(string queue, string id) => NotFound($"There is no parked message '{queue}/{id}'.");

    public static IResult Unauthorized(string detail = "?t must be the episode's token.") => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "The token is not valid.", detail: detail);

    public static IResult Conflict(string detail) => Results.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "The request conflicts with an earlier state.", detail: detail);

    public static IResult Gone(string detail) => Results.Problem(
        statusCode: StatusCodes.Status410Gone, title: "It was deleted.", detail: detail);

    public static IResult NotReady(string detail) => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "The episode is not finished.", detail: detail);

    public static IResult NotYet(string detail) => Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "The feed is not ready yet.", detail: detail);

    public static IResult UnknownModel(VoicesAnswer.UnknownModel answer) => Invalid(
        "model", $"is '{answer.Model}', which the speech endpoint does not have{(answer.Known.Count == 0 ? "" : $"; it has {ListedNames.Of(answer.Known)}")}.");

    /// <summary>502: the endpoint's own answer, or that it could not be reached.</summary>
    public static IResult NoVoices(VoicesAnswer.Failed answer) => Results.Problem(
        statusCode: StatusCodes.Status502BadGateway,
        title: answer.IsAnswer ? "The speech endpoint returns no list of voices." : "The speech endpoint cannot be reached.",
        detail: answer.Message);

    /// <summary>404 for an unknown event, 409 where nothing was ever sent.</summary>
    public static IResult NothingToRedeliver(string? webhook, string? @event) =>
        webhook is null ? Conflict("No webhook was asked for, so there is nothing to send again.")
        : @event is null ? Conflict("Nothing has been sent to the webhook yet.")
        : NotFound($"The webhook was not called for an event '{@event}'. The job or batch lists its events in webhook.deliveries.");

    public static IResult NoSample(int status, string reason) => Results.Problem(statusCode: status, title: "The voice cannot be heard.", detail: reason);

    static Dictionary<string, object?> Errors(IEnumerable<FieldProblem> problems) => new(StringComparer.Ordinal)
    {
        ["errors"] = problems.Select(problem => new { pointer = problem.Pointer, detail = problem.Detail }).ToList(),
    };
}
