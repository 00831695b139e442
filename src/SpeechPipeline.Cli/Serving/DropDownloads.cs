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
/// Downloads the results of dropped files into a directory: the source, the audio beside it, the report last. A downloaded blob
/// is marked and not downloaded again, even if its file is deleted locally; a newer version is a new blob without the mark.
/// </summary>
sealed partial class DropDownloads(string root, PipelineStorage storage, JobStore jobs, TimeProvider time, ILogger<DropDownloads> logger)
{
    const string Brought = "brought";

    /// <summary>The property of the local report with the audio's file name.</summary>
    const string AudioFile = "audio_file";

    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    readonly HashSet<string> _impossible = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Tries, DateTimeOffset Next)> _failed = new(StringComparer.Ordinal);

    /// <summary>Checks the outputs once.</summary>
    /// <returns>How many files were downloaded.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken) =>
        await LookAsync(storage.DropsDone, DropUploads.Done, DropUploads.Failed, cancellationToken)
        + await LookAsync(storage.DropsFailed, DropUploads.Failed, DropUploads.Done, cancellationToken);

    async Task<int> LookAsync(BlobContainerClient container, string folder, string other, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = new List<BlobItem>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancellationToken))
        {
            var key = Key(container, blob);
            if (!blob.Metadata.ContainsKey(Brought) && !_impossible.Contains(key) && !(_failed.TryGetValue(key, out var failed) && now < failed.Next))
            {
                found.Add(blob);
            }
        }

        var brought = 0;
        foreach (var blob in found.OrderBy(DropOutputs.IsReport))
        {
            var key = Key(container, blob);
            try
            {
                await BringAsync(container.GetBlobClient(blob.Name), DropOutputs.IsReport(blob), Path.Combine(root, folder), Path.Combine(root, other), cancellationToken);
                _failed.Remove(key);
                brought++;
            }
            catch (Exception e) when (e is PathTooLongException or ArgumentException)
            {
                // A name that this file system does not allow.
                _impossible.Add(key);
                Log.Impossible(logger, folder, blob.Name);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not (RequestFailedException or AggregateException))
            {
                // A full disk, a locked file, an interrupted download: the other files must continue.
                var tries = _failed.GetValueOrDefault(key).Tries + 1;
                var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, tries - 1), LongestWait.TotalSeconds));
                _failed[key] = (tries, now + wait);
                Log.Failed(logger, folder, blob.Name, e.GetType().Name, wait.TotalSeconds);
            }
        }

        return brought;
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
                await BringReportAsync(report, path, cancellationToken);
                Clear(LocalNames.Under(other, blob.Name), (string?)report["path"]);
            }
            else
            {
                await WriteAsync(path, content.Content, cancellationToken);
                Place(path);
            }

            await blob.SetMetadataAsync(
                new Dictionary<string, string>(content.Details.Metadata) { [Brought] = "1" },
                new BlobRequestConditions { IfMatch = content.Details.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // A newer version has replaced it: the next check finds that.
        }
    }

    /// <summary>Downloads a report after its audio. The report is first written under its partial name with the audio's name, because a crash may come between the two.</summary>
    async Task BringReportAsync(JsonObject report, string path, CancellationToken cancellationToken)
    {
        var before = BroughtReport.AudioFilesOf(path, (string?)report["path"]);
        var job = report["links"] is not null && JobId.TryParse((string?)report["job"], out var id) ? await jobs.FindAsync(id, cancellationToken) : null;
        var audio = job is null ? null : AudioPath(path, job.ResponseFormat, before);
        if (audio is not null)
        {
            report[AudioFile] = Path.GetFileName(audio);
        }

        await WriteAsync(path, BinaryData.FromString(report.ToJsonString(PipelineJson.Readable)).ToStream(), cancellationToken);
        if (audio is not null)
        {
            using var content = (await storage.Episodes.GetBlobClient(job!.Files.BlobNameOf(EpisodeFile.Audio)).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            await WriteAsync(audio, content.Content, cancellationToken);
            Place(audio);
        }

        Place(path);
        foreach (var older in before.Where(name => name != Path.GetFileName(audio)))
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(path)!, older));
        }
    }

    /// <summary>The audio has the article's name without extension, or with it if another article has taken that name.</summary>
    static string AudioPath(string reportPath, string format, IReadOnlyList<string> own)
    {
        var source = reportPath[..^DropNames.ReportSuffix.Length];
        var path = Path.ChangeExtension(source, format);
        return (File.Exists(path) || File.Exists(path + BroughtReport.Partial)) && !own.Contains(Path.GetFileName(path)) ? $"{source}.{format}" : path;
    }

    /// <summary>Deletes an older version's files in the other folder.</summary>
    static void Clear(string otherReport, string? path)
    {
        foreach (var audio in BroughtReport.AudioFilesOf(otherReport, path))
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(otherReport)!, audio));
        }

        foreach (var report in new[] { otherReport, otherReport + BroughtReport.Partial }.Where(report => BroughtReport.Find(report, path) is not null))
        {
            File.Delete(otherReport[..^DropNames.ReportSuffix.Length]);
            File.Delete(report);
        }
    }

    /// <summary>Writes a file under its partial name; <see cref="Place"/> then renames it.</summary>
    static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path + BroughtReport.Partial);
        await content.CopyToAsync(file, cancellationToken);
    }

    static void Place(string path) => File.Move(path + BroughtReport.Partial, path, overwrite: true);

    static string Key(BlobContainerClient container, BlobItem blob) => $"{container.Name}/{blob.Name}\n{blob.Properties.ETag}";

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Folder}/{Name} has a name that this file system cannot hold; it stays in storage")]
        public static partial void Impossible(ILogger logger, string folder, string name);

        [LoggerMessage(LogLevel.Warning, "{Folder}/{Name} could not be written ({Reason}); it is tried again in {Seconds} s")]
        public static partial void Failed(ILogger logger, string folder, string name, string reason, double seconds);
    }
}
