using System.Net;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using SpeechPipeline.Articles;
using SpeechPipeline.Storage;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>The blobs of one job under <c>jobs/{id}/</c>. Each is written once.</summary>
public sealed class JobFolder(PipelineStorage storage)
{
    public Task WriteSubmissionAsync(JobId id, JobSubmission submission, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Blob(id, SourceName(submission.Request.Format))
                .TryCreateAsync(BinaryData.FromString(submission.Source), SourceType(submission.Request.Format), null, cancellationToken),
            Blob(id, "request.json").TryCreateAsync(Json(submission.Request), "application/json", null, cancellationToken));

    public async Task<JobRequest> ReadRequestAsync(JobId id, CancellationToken cancellationToken) =>
        await ReadAsync<JobRequest>(id, "request.json", cancellationToken)
        ?? throw new InvalidDataException($"Job {id} has no request.json.");

    public async Task<string> ReadSourceAsync(JobId id, ArticleFormat format, CancellationToken cancellationToken)
    {
        var content = await Blob(id, SourceName(format)).DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToString();
    }

    public Task<JobPlan?> FindPlanAsync(JobId id, CancellationToken cancellationToken) => ReadAsync<JobPlan>(id, "plan.json", cancellationToken);

    /// <summary>Stores a plan unless there is one already.</summary>
    /// <returns>The plan that holds: this one, or the earlier.</returns>
    public async Task<JobPlan> WritePlanAsync(JobId id, JobPlan plan, CancellationToken cancellationToken) =>
        await Blob(id, "plan.json").TryCreateAsync(Json(plan), "application/json", null, cancellationToken)
            ? plan
            : (await FindPlanAsync(id, cancellationToken))!;

    static string SourceName(ArticleFormat format) => format switch
    {
        ArticleFormat.Text => "source.txt",
        ArticleFormat.Markdown => "source.md",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    static string SourceType(ArticleFormat format) => format switch
    {
        ArticleFormat.Markdown => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    BlobClient Blob(JobId id, string name) => storage.Jobs.GetBlobClient($"{id}/{name}");

    static BinaryData Json<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Options));

    async Task<T?> ReadAsync<T>(JobId id, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await Blob(id, name).DownloadContentAsync(cancellationToken);
            return JsonSerializer.Deserialize<T>(content.Value.Content, PipelineJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
