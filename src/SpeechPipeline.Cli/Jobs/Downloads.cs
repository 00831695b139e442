using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Jobs;

/// <summary>Downloads episodes into a folder, each under its title; of several with one title, the later ones get the job's id too.</summary>
sealed class Downloads(ServerRun run, DirectoryInfo folder)
{
    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="PipelineException">The job has no episode; the message says why.</exception>
    public async Task AddAsync(JobObject job)
    {
        if (job.Result is not { } result)
        {
            throw new PipelineException(job.Status is JobStatus.Queued or JobStatus.Running
                ? $"it is not finished yet ({JobText.StatusOf(job)}); 'speech wait {job.Id}' waits for it."
                : Converting.JobWatch.ReasonOf(job));
        }

        var name = FileName.Of(job.Title ?? "") is { Length: > 0 } title && _names.Add(title) ? title : job.Id;
        var files = await EpisodeDownload.RunAsync(
            run.Client, result, Path.Combine(folder.ToString(), $"{name}.{job.ResponseFormat}"), new EpisodeDownload.Extras(Transcript: true, Chapters: true), run.CancellationToken);
        Console.WriteLine(run.Output.IsJson ? PipelineJson.Text(new { job.Id, Files = files }) : files[0]);
    }
}
