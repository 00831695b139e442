using Microsoft.AspNetCore.Http;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary>The header by which a caller may repeat a request without a second effect.</summary>
static class RequestKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key; null if there is none, or if it is too long, which is then the problem.</summary>
    public static string? Read(HttpRequest request, out FieldProblem? problem)
    {
        var key = request.Headers[Header].ToString();
        problem = key.Length > IdempotencyKeys.MaxLength
            ? new FieldProblem(Header, $"has {key.Length} characters; at most {IdempotencyKeys.MaxLength} are allowed.")
            : null;
        return key.Length == 0 || problem is not null ? null : key;
    }
}
