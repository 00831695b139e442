using System.Globalization;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Batching;

/// <summary>Submits a batch to a running pipeline.</summary>
sealed class BatchSubmission(BatchSubmitSettings settings)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new PipelineClient(settings.Server, settings.Key);
            var source = await BatchSource.OpenAsync(settings, cancellationToken);
            await using (source.Content)
            {
                // The server refuses a query with a batch in JSON, so no option is silently ignored.
                var query = source.HasFields ? [] : Query();
                var batch = await client.SubmitBatchAsync(source.Content, source.ContentType, query, cancellationToken);
                var isFollowed = settings.Watch || settings.DryRun;
                if (!settings.IsJson || !isFollowed)
                {
                    Console.WriteLine(settings.IsJson ? PipelineJson.Text(batch) : batch.Id);
                }

                return isFollowed ? await new BatchWatch(client, settings.IsJson).RunAsync([batch.Id], cancellationToken) : ExitCodes.Success;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is ConversionException or PipelineException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>The defaults of all items that differ from the server's.</summary>
    public static Dictionary<string, object> Defaults(BatchSubmitSettings settings)
    {
        var defaults = new Dictionary<string, object>(settings.Article.Fields);
        if (settings.Format is { } format)
        {
            defaults["response_format"] = format;
        }

        return defaults;
    }

    Dictionary<string, string> Query()
    {
        var query = Defaults(settings).ToDictionary(field => field.Key, field => field.Value as string ?? PipelineJson.Text(field.Value));
        foreach (var (name, value) in settings.Webhook?.Query ?? [])
        {
            query[name] = value;
        }

        if (settings.MaxCostUsd is { } most)
        {
            query["max_cost_usd"] = most.ToString(CultureInfo.InvariantCulture);
        }

        if (settings.DryRun)
        {
            query["dry_run"] = "true";
        }

        return query;
    }
}
