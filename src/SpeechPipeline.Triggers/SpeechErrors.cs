using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary>Errors in the shape of the speech endpoint's API: <c>{"error":{"message","type","param","code"}}</c>, as its clients read them.</summary>
static class SpeechErrors
{
    public static IResult Of(int status, string type, string message, string? param = null, string? code = null) =>
        Answers.Json(new { Error = new { Message = message, Type = type, Param = param, Code = code } }, status);

    /// <summary>The same as a problem of the pipeline's own calls.</summary>
    public static IResult Of(IResult problem) => problem is ProblemHttpResult { ProblemDetails: { Status: { } status, Title: { } title } }
        ? Of(status, status < StatusCodes.Status500InternalServerError ? "invalid_request_error" : "server_error", title)
        : problem;

    public static IResult Invalid(IReadOnlyList<FieldProblem> problems) => Of(
        StatusCodes.Status400BadRequest,
        "invalid_request_error",
        string.Join(' ', problems.Select(static problem => $"{Name(problem)} {problem.Detail}".TrimStart())),
        Name(problems[0]) is { Length: > 0 } field ? field : null,
        "invalid_value");

    public static IResult Unauthorized() => Of(
        StatusCodes.Status401Unauthorized, "authentication_error", "Send one of the keys of SpeechApi:Keys as 'Authorization: Bearer'.", code: "invalid_api_key");

    static string Name(FieldProblem problem) => problem.Pointer.TrimStart('#', '/', '?').Replace('/', '.');
}
