using Spectre.Console;
using SpeechPipeline.Batches;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Batching;

/// <summary>
/// Shows the progress of batches until all have ended: on a terminal a table with bars, otherwise a line for each change.
/// </summary>
/// <param name="client">The pipeline.</param>
/// <param name="isJson">Whether to print nothing but the batches at their end, one a line.</param>
sealed class BatchWatch(PipelineClient client, bool isJson)
{
    const int LongestWaitMilliseconds = 2_000;

    readonly Dictionary<string, string> _said = [];

    /// <returns>Success if all are completed and no item failed or was rejected.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var isTerminal = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
            if (isJson)
            {
                return End(await FollowAsync(ids, Tell, cancellationToken));
            }

            var batches = isTerminal
                ? await AnsiConsole.Live(new Table()).StartAsync(live => FollowAsync(ids, all => live.UpdateTarget(BatchTable.Of(all)), cancellationToken))
                : await FollowAsync(ids, Say, cancellationToken);
            foreach (var problem in batches.SelectMany(batch => batch.Problems ?? []))
            {
                var place = problem.Line is { } line ? $"line {line}" : $"item {problem.Number}";
                Console.WriteLine($"{place}: {problem.Status.ToString().ToLowerInvariant()}. {problem.Reason}");
            }

            foreach (var error in batches.Select(batch => batch.Error?.Message).OfType<string>())
            {
                await Console.Error.WriteLineAsync(error);
            }

            return End(batches);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is PipelineException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    async Task<IReadOnlyList<BatchObject>> FollowAsync(IReadOnlyList<string> ids, Action<IReadOnlyList<BatchObject>> show, CancellationToken cancellationToken)
    {
        for (var wait = 100; ; wait = Math.Min(wait * 3 / 2, LongestWaitMilliseconds))
        {
            var batches = await Task.WhenAll(ids.Select(id => client.GetBatchAsync(id, cancellationToken)));
            show(batches);
            if (batches.All(HasEnded))
            {
                return batches;
            }

            await Task.Delay(wait, cancellationToken);
        }
    }

    static int End(IReadOnlyList<BatchObject> batches) =>
        batches.All(batch => batch is { Status: BatchStatus.Completed, Items: { Failed: 0, Rejected: 0 } }) ? ExitCodes.Success : ExitCodes.Failed;

    /// <summary>Each batch once, when all have ended.</summary>
    static void Tell(IReadOnlyList<BatchObject> batches)
    {
        if (batches.All(HasEnded))
        {
            foreach (var batch in batches)
            {
                Console.WriteLine(PipelineJson.Text(batch));
            }
        }
    }

    static bool HasEnded(BatchObject batch) => batch.Status is BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Cancelled;

    void Say(IReadOnlyList<BatchObject> batches)
    {
        foreach (var batch in batches)
        {
            var line = $"{batch.Id}: {string.Join(", ", BatchTable.Cells(batch).Skip(1))}";
            if (_said.GetValueOrDefault(batch.Id) != line)
            {
                _said[batch.Id] = line;
                Console.WriteLine(line);
            }
        }
    }
}
