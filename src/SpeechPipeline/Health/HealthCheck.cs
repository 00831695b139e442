using Azure;
using SpeechPipeline.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Health;

/// <summary>Looks at everything the pipeline depends on, each part for a few seconds at most.</summary>
public sealed class HealthCheck(PipelineStorage storage, VoiceCatalog voices, SpeechLimiter limiter, Parking parking, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        var endpoint = TryAsync(token => voices.FindAsync(model: null, token), cancellationToken);
        var queues = new List<HealthReport.QueuePart>();
        var parked = 0;
        var kept = await TryAsync(async token =>
        {
            await storage.LiveTable.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>("health", "health", cancellationToken: token);
            parked = await parking.CountAsync(token);
            foreach (var name in QueueNames.All.SelectMany(name => new[] { name, $"{name}-poison" }))
            {
                queues.Add(await QueueAsync(name, token));
            }
        }, cancellationToken);

        var spoken = await endpoint;
        var report = new HealthReport("degraded", kept, spoken, limiter.State, queues, parked);
        return report.IsHealthy ? report with { Status = "healthy" } : report;
    }

    async Task<HealthReport.QueuePart> QueueAsync(string name, CancellationToken cancellationToken)
    {
        var queue = storage.Queue(name);
        var properties = await queue.GetPropertiesAsync(cancellationToken);
        var oldest = properties.Value.ApproximateMessagesCount == 0 ? null : (await queue.PeekMessageAsync(cancellationToken)).Value;
        return new HealthReport.QueuePart(
            name, properties.Value.ApproximateMessagesCount, oldest is null ? null : (time.GetUtcNow() - oldest.InsertedOn)?.TotalSeconds);
    }

    async Task<HealthReport.Part> TryAsync(Func<CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await look(both.Token);
            return HealthReport.Part.Healthy;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthReport.Part("unreachable", $"No answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is RequestFailedException or HttpRequestException or System.Text.Json.JsonException or AggregateException)
        {
            return new HealthReport.Part("unreachable", e is RequestFailedException { ErrorCode: { } code } ? code : e.Message.Split('\n')[0]);
        }
    }
}
