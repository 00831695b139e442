using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// Brings what became of files back into a directory: the source, the audio beside it, the report last. A blob that was brought
/// is marked so, and not brought again, also when its file is taken away here; a newer version is a new blob without the mark.
/// </summary>
sealed partial class DropDownloads(string root, PipelineStorage storage, JobStore jobs, ILogger<DropDownloads> logger)
{
    const string Brought = "brought";

    /// <summary>In the report here: the audio's file name.</summary>
    const string AudioFile = "audio_file";

    readonly HashSet<string> _impossible = new(StringComparer.Ordinal);

    /// <summary>Looks at the outputs once.</summary>
    /// <returns>How many files were brought.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken) =>
        await LookAsync(storage.DropsDone, DropUploads.Done, DropUploads.Failed, cancellationToken)
        + await LookAsync(storage.DropsFailed, DropUploads.Failed, DropUploads.Done, cancellationToken);

    async Task<int> LookAsync(BlobContainerClient container, string folder, string other, CancellationToken cancellationToken)
    {
        var found = new List<BlobItem>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancellationToken))
        {
            if (!blob.Metadata.ContainsKey(Brought) && !_impossible.Contains(Key(container, blob)))
            {
                found.Add(blob);
            }
        }

        foreach (var blob in found.OrderBy(DropOutputs.IsReport))
        {
            try
            {
                await BringAsync(container.GetBlobClient(blob.Name), DropOutputs.IsReport(blob), Path.Combine(root, folder), Path.Combine(root, other), cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A name that this file system cannot hold must not keep the others.
                _impossible.Add(Key(container, blob));
                Log.Impossible(logger, e.Message);
            }
        }

        return found.Count;
    }

    async Task BringAsync(BlobClient blob, bool isReport, string folder, string other, CancellationToken cancellationToken)
    {
        try
        {
            using var content = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            var path = LocalNames.Under(folder, blob.Name);
            if (isReport)
            {
                var report = JsonNode.Parse(await BinaryData.FromStreamAsync(content.Content, cancellationToken))!.AsObject();
                await BringAudioAsync(report, path, cancellationToken);
                await WriteAsync(path, BinaryData.FromString(report.ToJsonString(PipelineJson.Readable)).ToStream(), cancellationToken);
                Clear(LocalNames.Under(other, blob.Name), report);
            }
            else
            {
                await WriteAsync(path, content.Content, cancellationToken);
            }

            await blob.SetMetadataAsync(
                new Dictionary<string, string>(content.Details.Metadata) { [Brought] = "1" },
                new BlobRequestConditions { IfMatch = content.Details.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // A newer version has taken its place: the next look finds that.
        }
    }

    async Task BringAudioAsync(JsonObject report, string reportPath, CancellationToken cancellationToken)
    {
        if (report["links"] is null || !JobId.TryParse((string?)report["job"], out var id) || await jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            return;
        }

        // Named as the article is; with its whole name where an article of another kind has taken that.
        var source = reportPath[..^DropNames.ReportSuffix.Length];
        var path = Path.ChangeExtension(source, job.ResponseFormat);
        if (File.Exists(path) && AudioFileOf(reportPath, report) != Path.GetFileName(path))
        {
            path = $"{source}.{job.ResponseFormat}";
        }

        using var audio = (await storage.Episodes.GetBlobClient(EpisodeAddress.BlobName(job, EpisodeFile.Audio)).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        await WriteAsync(path, audio.Content, cancellationToken);
        report[AudioFile] = Path.GetFileName(path);
    }

    /// <summary>Takes away what an older version has left in the other folder.</summary>
    static void Clear(string otherReport, JsonObject report)
    {
        if (!File.Exists(otherReport) || !IsOf(otherReport, report))
        {
            return;
        }

        if (AudioFileOf(otherReport, report) is { } audio)
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(otherReport)!, Path.GetFileName(audio)));
        }

        File.Delete(otherReport[..^DropNames.ReportSuffix.Length]);
        File.Delete(otherReport);
    }

    /// <summary>The audio that an earlier report on the same file names; null where there is none.</summary>
    static string? AudioFileOf(string reportPath, JsonObject report) =>
        File.Exists(reportPath) && IsOf(reportPath, report) ? (string?)JsonNode.Parse(File.ReadAllText(reportPath))![AudioFile] : null;

    static bool IsOf(string reportPath, JsonObject report)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(reportPath)) is JsonObject other && (string?)other["path"] == (string?)report["path"];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // A source that is called so.
            return false;
        }
    }

    /// <summary>The file appears whole or not at all.</summary>
    static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".part";
        await using (var file = File.Create(partial))
        {
            await content.CopyToAsync(file, cancellationToken);
        }

        File.Move(partial, path, overwrite: true);
    }

    static string Key(BlobContainerClient container, BlobItem blob) => $"{container.Name}/{blob.Name}\n{blob.Properties.ETag}";

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A result cannot be written here and stays in storage: {Reason}")]
        public static partial void Impossible(ILogger logger, string reason);
    }
}
