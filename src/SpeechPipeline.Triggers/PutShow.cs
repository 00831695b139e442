using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary><c>PUT /api/shows/{show}</c>: creates a show, or replaces all its settings.</summary>
public sealed class PutShow(ShowSettingsReader reader, ShowStore shows, ShowFeed feed, IOptions<PipelineOptions> options)
{
    [Function(nameof(PutShow))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "shows/{show}")] HttpRequest request, string show, CancellationToken cancellationToken)
    {
        if (!ShowName.TryParse(show, out var name))
        {
            return Problems.Invalid([new FieldProblem("show", $"is '{show}'; it must be {ShowName.Form}.")]);
        }

        var (body, refusal) = await RequestBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (settings, problems) = reader.ReadJson(body);
        if (settings is null)
        {
            return Problems.Invalid(problems);
        }

        var row = await shows.PutAsync(name, settings, PublicAddress.Of(request, $"/shows/{show}", options.Value.PublicAddress), cancellationToken);
        await feed.AskNowAsync(name, CancellationToken.None);
        return Answers.Json(ShowObject.From(row));
    }
}
