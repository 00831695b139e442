using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Planning;

/// <summary>The blobs of one job under <c>jobs/{id}/</c>. Each is written once.</summary>
public sealed class JobFolder(PipelineStorage storage)
{
    // A fetched source has one name for all formats, so that only one of two runners can write it.
    const string Fetched = "source.fetched";
    const string Dropped = "dropped";
    const string FormatOf = "format";
    const string AddressOf = "address";
    const int LongestAddress = 4_096;

    /// <summary>Stores the document as it was received.</summary>
    public Task WriteSourceAsync(JobId id, ArticleSource source, CancellationToken cancellationToken) =>
        WriteSourceAsync(id, SourceName(source.Format), source, cancellationToken);

    /// <summary>Stores the request until the plan, which includes it, is made.</summary>
    public Task WriteRequestAsync(JobId id, JobRequest request, CancellationToken cancellationToken) =>
        Blob(id, "request.json").TryCreateJsonAsync(request, cancellationToken);

    public async Task<JobRequest> ReadRequestAsync(JobId id, CancellationToken cancellationToken) =>
        await Blob(id, "request.json").FindJsonAsync<JobRequest>(cancellationToken)
        ?? throw new InvalidDataException($"Job {id} has no request.json.");

    /// <summary>The document that the job speaks; null if it is not fetched yet.</summary>
    public async Task<ArticleSource?> FindSourceAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        var found = await Blob(id, request.Source.Format is { } known ? SourceName(known) : Fetched).FindContentAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var metadata = found.Details.Metadata;
        return new ArticleSource(
            request.Source.Format ?? ArticleFormats.Find(metadata[FormatOf])!,
            found.Content,
            found.Details.ContentType,
            metadata.TryGetValue(AddressOf, out var address) ? new Uri(Uri.UnescapeDataString(address)) : null);
    }

    /// <summary>Stores what was fetched, unless a source is stored already.</summary>
    /// <returns>The stored source: this one, or the earlier one.</returns>
    public async Task<ArticleSource> WriteFetchedAsync(JobId id, JobRequest request, ArticleSource source, CancellationToken cancellationToken) =>
        await WriteSourceAsync(id, Fetched, source, cancellationToken) ? source : (await FindSourceAsync(id, request, cancellationToken))!;

    /// <summary>Stores a file of the drop folder that is not the job's source itself: a job as JSON.</summary>
    public Task WriteDroppedAsync(JobId id, BinaryData file, CancellationToken cancellationToken) =>
        Blob(id, Dropped).TryCreateAsync(file, "application/json", null, cancellationToken);

    /// <summary>The file as it was dropped; null if it does not exist.</summary>
    public Task<BlobDownloadStreamingResult?> OpenDroppedAsync(JobId id, string path, CancellationToken cancellationToken) =>
        Blob(id, ArticleFormats.OfFile(path) is { } format ? SourceName(format) : Dropped).FindStreamAsync(cancellationToken);

    public Task<JobPlan?> FindPlanAsync(JobId id, CancellationToken cancellationToken) => Blob(id, "plan.json").FindJsonAsync<JobPlan>(cancellationToken);

    /// <summary>Stores a plan unless there is one already.</summary>
    /// <returns>The stored plan: this one, or the earlier one.</returns>
    public async Task<JobPlan> WritePlanAsync(JobId id, JobPlan plan, CancellationToken cancellationToken) =>
        await Blob(id, "plan.json").TryCreateJsonAsync(plan, cancellationToken)
            ? plan
            : (await FindPlanAsync(id, cancellationToken))!;

    Task<bool> WriteSourceAsync(JobId id, string name, ArticleSource source, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [FormatOf] = StoredName(source.Format) };
        // Metadata is sent as headers: ASCII, and 8 KiB in all. The address only resolves relative ones; a very long one is left out.
        if (source.Address is { } address && Uri.EscapeDataString(address.AbsoluteUri) is { Length: <= LongestAddress } escaped)
        {
            metadata[AddressOf] = escaped;
        }

        return Blob(id, name).TryCreateAsync(source.Content, source.ContentType ?? "application/octet-stream", metadata, cancellationToken);
    }

    // With a capital, as stored by earlier versions, because an instance of such a version may read it.
    static string StoredName(ArticleFormat format) => char.ToUpperInvariant(format.Name[0]) + format.Name[1..];

    static string SourceName(ArticleFormat format) => $"source{format.Extensions[0]}";

    BlobClient Blob(JobId id, string name) => storage.Jobs.GetBlobClient($"{id}/{name}");
}
