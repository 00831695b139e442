using System.Diagnostics;
using System.Globalization;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Storage;

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
            Folders.Ready(settings.OutputFolder);
            var articles = paths.Select(Open).ToList();
            if (articles.TrueForAll(static article => article.Input is null))
            {
                // Nothing can be converted, so nothing is started.
                return Refused(string.Join(Environment.NewLine, articles.Select(article => Told(article.Path, article.Fault!))));
            }

            await using var stack = settings.Server is null ? await StartAsync(cancellationToken) : null;
            using var client = new PipelineClient(settings.Server ?? stack!.Address, settings.Key);
            return await TooDearAsync(articles.Select(static article => article.Input).OfType<Input>(), client, cancellationToken) is { } reason
                ? Refused(reason)
                : await ConvertAllAsync(articles, client, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Refused("Interrupted.", ExitCodes.Interrupted);
        }
        catch (Exception e) when (e is AzuriteException or InvalidSettingsException or PipelineException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            return Refused(e.Message);
        }
    }

    static int Refused(string reason, int exit = ExitCodes.Failed)
    {
        Console.Error.WriteLine(reason);
        return exit;
    }

    async Task<LocalPipeline> StartAsync(CancellationToken cancellationToken)
    {
        Say("Starting a pipeline for this run.");
        var stack = await LocalPipeline.StartAsync(new LocalPipelineOptions(), cancellationToken);
        Say(stack.Endpoint is null
            ? $"Speech by {Speech.EndpointAddress.Shown(stack.SpeechAddress)}."
            : "Speech by the built-in voice, which costs nothing and sounds robotic; for another, set Speech__BaseAddress and Speech__ApiKey.");
        return stack;

        void Say(string line)
        {
            if (!settings.IsJson)
            {
                Console.Error.WriteLine(line);
            }
        }
    }

    Article Open(string path)
    {
        try
        {
            return new Article(path, Input.Open(path, settings.Article.Encoding, settings.InputFormat), null);
        }
        catch (ConversionException e)
        {
            return new Article(path, null, e);
        }
    }

    string Told(string path, ConversionException fault) => settings.IsJson ? PipelineJson.Text(new { Source = path, Error = fault.Message }) : fault.Message;

    /// <summary>Asks what all articles cost before the first is spoken.</summary>
    /// <returns>Why nothing is begun; null: begin.</returns>
    async Task<string?> TooDearAsync(IEnumerable<Input> inputs, PipelineClient client, CancellationToken cancellationToken)
    {
        if (settings.MaxCostUsd is not { } most)
        {
            return null;
        }

        var total = 0m;
        foreach (var input in inputs)
        {
            var plan = await client.QuoteAsync(input, settings.Article, settings.Extension, cancellationToken);
            if (plan.CostUsd is not { } cost)
            {
                return $"{input.Path}: price unknown, so --max-cost-usd cannot be kept: {plan.Model} has no price. Set Speech__Models__{plan.Model}__UsdPerMillionCharacters. Nothing was begun.";
            }

            total += cost;
        }

        return total > most
            ? string.Create(CultureInfo.InvariantCulture, $"This costs ${total:0.0000}, more than --max-cost-usd {most}. Nothing was begun.")
            : null;
    }

    async Task<int> ConvertAllAsync(IReadOnlyList<Article> articles, PipelineClient client, CancellationToken cancellationToken)
    {
        var failed = 0;
        using var display = new ProgressDisplay(settings.IsJson);
        await Parallel.ForEachAsync(articles, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (article, token) =>
        {
            try
            {
                display.Finished(article.Path, await ConvertAsync(article.Path, article.Input ?? throw article.Fault!, client, display, token));
            }
            catch (ConversionException e)
            {
                Interlocked.Increment(ref failed);
                display.Failed(article.Path, Told(article.Path, e));
            }
        });
        return failed == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    async Task<string> ConvertAsync(string path, Input input, PipelineClient client, ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            var job = await client.SubmitAsync(input, settings.Article, settings.Extension, cancellationToken);
            job = await WatchAsync(path, job, client, display, cancellationToken);
            if (job.Result is not { } result)
            {
                throw new ConversionException(path, JobWatch.ReasonOf(job));
            }

            var target = Path.Combine(settings.OutputFolder.ToString(), $"{input.Name}.{settings.Extension}");
            var files = await EpisodeDownload.RunAsync(client, result, target, settings.Files, cancellationToken);
            return settings.IsJson
                ? PipelineJson.Text(new { Source = path, Files = files, Job = job })
                : Summary(target, job, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception e) when (e is HttpRequestException or PipelineException or IOException or UnauthorizedAccessException)
        {
            throw new ConversionException(path, e.Message, e);
        }
    }

    async Task<JobObject> WatchAsync(string path, JobObject job, PipelineClient client, ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            return await new JobWatch(client, display).UntilEndedAsync(path, job, new Patience(settings.Wait), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ConversionException)
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
        return string.Create(CultureInfo.InvariantCulture,
            $"{target}: plays {plays:h\\:mm\\:ss}, {audio.Bytes:N0} bytes, made in {took.TotalSeconds:0.0} s; "
            + $"{job.Usage.Characters:N0} characters, {Prices.Of(job.Usage.Characters * job.Usage.UsdPerMillionCharacters / 1_000_000m, job.Model, job.Usage.UsdPerMillionCharacters)}.");
    }

    /// <summary>An article that was opened, or why it cannot be.</summary>
    sealed record Article(string Path, Input? Input, ConversionException? Fault);
}
