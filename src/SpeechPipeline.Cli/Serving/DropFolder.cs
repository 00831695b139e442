using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>Connects a local directory with the drop folder: files are uploaded, results come back into <c>done</c> and <c>failed</c>.</summary>
sealed partial class DropFolder(PipelineStorage storage, DropUploads uploads, DropDownloads downloads, ILogger<DropFolder> logger)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The interval for listing all outputs when no file is in work: twice a minute, for retried jobs.</summary>
    const int LooksWhileBusy = 15;
    const int LooksAtRest = 30;

    public static DropFolder For(DirectoryInfo directory, IServiceProvider services)
    {
        directory.Create();
        var (root, storage, time) =
            (Path.TrimEndingDirectorySeparator(directory.FullName), services.GetRequiredService<PipelineStorage>(), services.GetRequiredService<TimeProvider>());
        return new DropFolder(
            storage, new DropUploads(root, services.GetRequiredService<DropIgnored>(), storage, time, services.GetRequiredService<ILogger<DropUploads>>()),
            new DropDownloads(root, storage, services.GetRequiredService<JobStore>(), time, services.GetRequiredService<ILogger<DropDownloads>>()),
            services.GetRequiredService<ILogger<DropFolder>>());
    }

    /// <summary>Checks every second until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var busy = LooksWhileBusy;
        for (var look = 0; ; look++)
        {
            try
            {
                if (await uploads.LookAsync(cancellationToken) > 0 || await IsUnderWayAsync(cancellationToken))
                {
                    busy = LooksWhileBusy;
                }

                if ((busy-- > 0 || look % LooksAtRest == 0) && await downloads.LookAsync(cancellationToken) > 0)
                {
                    busy = LooksWhileBusy;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // A fault here must not stop the pipeline in the same process.
                Log.Failed(logger, e);
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    async Task<bool> IsUnderWayAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in storage.DropTable.QueryAsync<DropRow>(maxPerPage: 1, cancellationToken: cancellationToken))
        {
            return true;
        }

        return false;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The drop folder could not be checked; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
