using System.Diagnostics;
using System.Globalization;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Azurite;

namespace SpeechPipeline.Cli.Converting;

/// <summary>Converts the named articles, several at a time; a failure is reported, and the others continue.</summary>
sealed class Conversion(ConvertSettings settings)
{
    const int AtOnce = 4;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var paths = PathPatterns.Expand(settings.Paths);
        if (Clash(paths) is { } clash)
        {
            await Console.Error.WriteLineAsync(clash);
            return ExitCodes.WrongUsage;
        }

        try
        {
            Directory.CreateDirectory(settings.OutputFolder.FullName);
            await using var stack = settings.Server is null ? await LocalPipeline.StartAsync(new LocalPipelineOptions(), cancellationToken) : null;
            using var client = new PipelineClient(settings.Server ?? stack!.Address, settings.Key);
            return await ConvertAllAsync(paths, client, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is AzuriteException or InvalidSettingsException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    async Task<int> ConvertAllAsync(IReadOnlyList<string> paths, PipelineClient client, CancellationToken cancellationToken)
    {
        var failed = 0;
        using var display = new ProgressDisplay();
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (path, token) =>
        {
            try
            {
                display.Finished(path, await ConvertAsync(path, client, display, token));
            }
            catch (ConversionException e)
            {
                Interlocked.Increment(ref failed);
                display.Failed(path, e.Message);
            }
        });
        return failed == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    async Task<string> ConvertAsync(string path, PipelineClient client, ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            var input = Input.Open(path, settings.Article.Encoding);
            var began = Stopwatch.GetTimestamp();
            var job = await SubmitAsync(input, client, cancellationToken);
            job = await WatchAsync(path, job, client, display, cancellationToken);
            if (job.Result is not { } result)
            {
                throw new ConversionException(path, job.Error is { } error
                    ? $"{error.Message}{(error.Segment is { } segment ? $" (segment {segment + 1})" : "")}"
                    : $"the job is {job.Status.ToString().ToLowerInvariant()}.");
            }

            var target = Path.Combine(settings.OutputFolder.ToString(), $"{input.Name}.{settings.Extension}");
            await client.DownloadAudioAsync(result.Audio, target, cancellationToken);
            await client.DownloadAsync(result.Manifest.Url, Path.ChangeExtension(target, ".manifest.json"), cancellationToken);
            return Summary(target, job, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception e) when (e is HttpRequestException or PipelineException or IOException or UnauthorizedAccessException)
        {
            throw new ConversionException(path, e.Message, e);
        }
    }

    async Task<JobObject> SubmitAsync(Input input, PipelineClient client, CancellationToken cancellationToken)
    {
        if (input.ContentType is null)
        {
            return await client.SubmitAddressAsync(input.Path, settings.Article, settings.Extension, cancellationToken);
        }

        await using var file = File.OpenRead(input.Path);
        return await client.SubmitAsync(file, input.ContentType, settings.Article, settings.Extension, cancellationToken);
    }

    static async Task<JobObject> WatchAsync(string path, JobObject job, PipelineClient client, ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            for (var wait = 50; job.Status is JobStatus.Queued or JobStatus.Running; wait = Math.Min(wait * 3 / 2, 1000))
            {
                display.Advanced(path, job);
                await Task.Delay(wait, cancellationToken);
                job = await client.GetAsync(job.Id, cancellationToken);
            }

            return job;
        }
        catch (OperationCanceledException)
        {
            // A running pipeline must not continue to pay for jobs that no one waits for.
            await client.CancelAsync(job.Id);
            throw;
        }
    }

    /// <summary>Two articles of the same name would overwrite each other's episode.</summary>
    static string? Clash(IReadOnlyList<string> paths) =>
        paths.GroupBy(Input.NameOf, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } clash
            ? $"{string.Join(" and ", clash)} would both be written as '{clash.Key}'; convert them into different folders."
            : null;

    static string Summary(string target, JobObject job, TimeSpan took)
    {
        var audio = job.Result!.Audio;
        var plays = TimeSpan.FromSeconds(audio.DurationSeconds);
        var price = job.Usage.Characters * job.Usage.UsdPerMillionCharacters / 1_000_000m;
        return string.Create(CultureInfo.InvariantCulture,
            $"{target}: plays {plays:h\\:mm\\:ss}, {audio.Bytes:N0} bytes, made in {took.TotalSeconds:0.0} s; "
            + $"{job.Usage.Characters:N0} characters, ${price:0.0000} at the price of {job.Model} (${job.Usage.UsdPerMillionCharacters:0.##} a million).");
    }
}
