using Azure;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Planning;
using SpeechPipeline.Sources;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>
/// Finds an episode's cover: the book's own, else the picture of the web page, else the show's. A cover is not worth failing or
/// waiting for, so one that cannot be fetched or read now is skipped.
/// </summary>
public sealed partial class CoverFinder(JobFolder folder, SourceFetch sources, ILogger<CoverFinder> logger)
{
    /// <param name="job">The id of the episode's job.</param>
    /// <param name="plan">The plan of the episode.</param>
    /// <param name="showImage">The address of the show's picture.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<CoverImage?> FindAsync(string job, JobPlan plan, string? showImage, CancellationToken cancellationToken)
    {
        if (plan.Facts?.Cover is { } path && await TryAsync(job, () => ReadFromBookAsync(job, plan, path, cancellationToken)) is { } own)
        {
            return own;
        }

        foreach (var address in new[] { plan.Facts?.Image, showImage }.OfType<string>().Distinct())
        {
            if (await TryAsync(job, () => FetchAsync(job, address, cancellationToken)) is { } picture)
            {
                return picture;
            }
        }

        return null;
    }

    // A faulty picture must not fail the episode. A storage failure is not the picture's fault.
    async Task<CoverImage?> TryAsync(string job, Func<Task<ReadOnlyMemory<byte>?>> find)
    {
        try
        {
            return Checked(job, await find());
        }
        catch (Exception e) when (ReadingFault.IsOurs(e) && e is not RequestFailedException)
        {
            Log.Failed(logger, job, ReadingFault.Of(e).Where);
            return null;
        }
    }

    async Task<ReadOnlyMemory<byte>?> ReadFromBookAsync(string job, JobPlan plan, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await folder.FindSourceAsync(JobId.Parse(job), plan.Request, cancellationToken) is { } book ? book.Format.ReadFile(book.Content, path) : null;
        }
        catch (UnreadableArticleException)
        {
            // The message names a file of the book, in any characters, so it is not logged.
            Log.PassedOver(logger, job, "The book's own cover cannot be unpacked.");
            return null;
        }
    }

    async Task<ReadOnlyMemory<byte>?> FetchAsync(string job, string address, CancellationToken cancellationToken)
    {
        var outcome = await sources.FetchPictureAsync(address, cancellationToken);
        if (outcome is SourceOutcome.Found found)
        {
            return found.Source.Content.ToMemory();
        }

        Log.PassedOver(logger, job, outcome is SourceOutcome.Refused refused ? refused.Code : "It could not be reached.");
        return null;
    }

    CoverImage? Checked(string job, ReadOnlyMemory<byte>? file)
    {
        if (file is null)
        {
            return null;
        }

        if (!CoverImage.TryRead(file.Value, out var image, out var refusal))
        {
            Log.PassedOver(logger, job, refusal);
        }

        return image;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}: a cover is skipped because its reader failed: {Where}")]
        public static partial void Failed(ILogger logger, string job, string where);

        [LoggerMessage(LogLevel.Information, "Job {Job}: a cover is skipped: {Reason}")]
        public static partial void PassedOver(ILogger logger, string job, string reason);
    }
}
