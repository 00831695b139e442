using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Webhooks;

/// <summary>Tries a receiver, without any job.</summary>
public sealed class WebhookTest(WebhookSender sender, IOptions<OutboundOptions> outbound, TimeProvider time)
{
    /// <param name="body">JSON with the address as <c>url</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What came of it; or the problems of the request.</returns>
    public async Task<(WebhookTestObject? Result, IReadOnlyList<FieldProblem> Problems)> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        if (ReadUrl(body, problems) is not { } url)
        {
            return (null, problems);
        }

        var (id, json) = WebhookEvent.ForTest(time.GetUtcNow());
        var answer = await sender.PostAsync(url, id, json, cancellationToken);
        return (new WebhookTestObject("webhook_test", url, id, answer.IsTaken, sender.Signs, answer.Status, answer.DurationMs, answer.Outcome, answer.Text), problems);
    }

    string? ReadUrl(ReadOnlyMemory<byte> body, List<FieldProblem> problems)
    {
        using var json = JsonBody.TryParse(body, out var problem);
        if (json is not { RootElement.ValueKind: System.Text.Json.JsonValueKind.Object })
        {
            problems.Add(problem ?? new FieldProblem("#", "is not a JSON object."));
            return null;
        }

        var fields = new RequestFields(json.RootElement, "#/", problems);
        var url = fields.Text("url");
        if (url is null && problems.Count == 0)
        {
            fields.Problem("url", "is missing: the address to call.");
        }
        else if (url is not null && !OutboundUri.TryParse(url, outbound.Value, out _, out var wrong))
        {
            fields.Problem("url", wrong);
        }

        fields.RefuseOthers();
        return problems.Count == 0 ? url : null;
    }
}

/// <summary>What a test of a receiver came to.</summary>
/// <param name="Object">Always <c>webhook_test</c>.</param>
/// <param name="Url">The receiver's address.</param>
/// <param name="Id">Sent as <c>webhook-id</c>.</param>
/// <param name="Delivered">Whether it answered 2xx.</param>
/// <param name="Signed">Whether the request was signed.</param>
/// <param name="StatusCode">The status that it answered with; absent: none.</param>
/// <param name="DurationMs">How long it took; absent: nothing was sent.</param>
/// <param name="Outcome">The result in words.</param>
/// <param name="Answer">The beginning of the answer, if it was text.</param>
public sealed record WebhookTestObject(string Object, string Url, string Id, bool Delivered, bool Signed, int? StatusCode, int? DurationMs, string Outcome, string? Answer);
