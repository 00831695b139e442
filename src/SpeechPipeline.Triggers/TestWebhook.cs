using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/webhooks/test</c> with <c>{"url"}</c>: sends one signed request of the type <c>webhook.test</c> and answers with what came back. Nothing is stored.</summary>
public sealed class TestWebhook(WebhookTest test)
{
    [Function(nameof(TestWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/test")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await RequestBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (result, problems) = await test.SendAsync(body, cancellationToken);
        return result is null ? Problems.Invalid(problems) : Answers.Json(result);
    }
}
