using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Health;

/// <summary>Checks everything that the pipeline depends on, each part for a few seconds at most.</summary>
public sealed class HealthCheck(
    PipelineStorage storage, VoiceCatalog voices, SpeechLimiter limiter, Parking parking, DropSweep drops, IOptions<PipelineOptions> pipeline, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        var endpoint = TryAsync(EndpointAsync, cancellationToken);
        var folder = TryAsync(DropsAsync, cancellationToken);
        IReadOnlyList<HealthReport.QueuePart> queues = [];
        var parked = 0;
        var kept = await TryAsync(async token =>
        {
            // In parallel, so that the first answer of an instance takes only as long as the slowest check.
            var table = storage.UnfinishedTable.GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: token);
            var count = parking.CountAsync(token);
            // Also writes, because reading works even if a disk is full or the identity may not write.
            var write = storage.Jobs.GetBlobClient("health").UploadAsync(BinaryData.FromString("."), overwrite: true, token);
            var looks = Task.WhenAll(QueueNames.All.SelectMany(name => new[] { name, $"{name}-poison" }).Select(name => QueueAsync(name, token)));
            await Task.WhenAll(table, count, write, looks);
            (queues, parked) = (await looks, await count);
            return HealthReport.Part.Healthy;
        }, cancellationToken);

        var report = new HealthReport("degraded", kept, await endpoint, await folder, limiter.State, queues, parked, DetailOf(parked));
        return report.IsHealthy ? report with { Status = "healthy" } : report;
    }

    async Task<HealthReport.Part> EndpointAsync(CancellationToken cancellationToken) => await voices.FindAsync(model: null, cancellationToken) switch
    {
        VoicesAnswer.Failed { IsAnswer: false } silent => new HealthReport.Part("unreachable", silent.Message),
        VoicesAnswer.Failed { Kind: SpeechFailureKind.KeyRefused } refused => new HealthReport.Part(
            "refused", $"{refused.Message} Jobs wait until {SpeechOptions.Section}:{nameof(SpeechOptions.ApiKey)} is a key that it accepts."),
        // Some endpoints work but have no list of voices. An outage or a refused key is newer than what was spoken before.
        VoicesAnswer.Failed { Kind: SpeechFailureKind.Rejected } none when voices.EndpointSpeaks => HealthReport.Part.Healthy with
        {
            Detail = $"It speaks, but does not answer with its voices: {none.Message}",
        },
        VoicesAnswer.Failed { Kind: SpeechFailureKind.Rejected } none => HealthReport.Part.Healthy with
        {
            Detail = $"It answers, but not with its voices: {none.Message} If jobs fail with that too, check {SpeechOptions.Section}:{nameof(SpeechOptions.BaseAddress)}.",
        },
        VoicesAnswer.Failed failing => new HealthReport.Part("failing", failing.Message),
        _ => HealthReport.Part.Healthy,
    };

    async Task<HealthReport.Part> DropsAsync(CancellationToken cancellationToken) => pipeline.Value.WhatMissesAddress() is not { } missing
        ? HealthReport.Part.Healthy
        : new HealthReport.Part(await drops.HasStrandedAsync(cancellationToken) ? "waiting" : HealthReport.Part.Unset, missing);

    static string? DetailOf(int parked)
    {
        if (parked == 0)
        {
            return null;
        }

        var count = parked.ToString("N0", CultureInfo.InvariantCulture);
        return $"{(parked < Parking.MostCounted ? count : $"{count} or more")} {(parked == 1 ? "message that could not be read was" : "messages that could not be read were")} set aside. "
            + "GET /api/parked lists them, GET /api/parked/{queue}/{id} shows one, DELETE /api/parked/{queue}/{id} clears it; so does the command 'speech parked'.";
    }

    async Task<HealthReport.QueuePart> QueueAsync(string name, CancellationToken cancellationToken)
    {
        var queue = storage.Queue(name);
        var properties = await queue.GetPropertiesAsync(cancellationToken);
        var oldest = properties.Value.ApproximateMessagesCount == 0 ? null : (await queue.PeekMessageAsync(cancellationToken)).Value;
        return new HealthReport.QueuePart(
            name, properties.Value.ApproximateMessagesCount, oldest is null ? null : (time.GetUtcNow() - oldest.InsertedOn)?.TotalSeconds);
    }

    async Task<HealthReport.Part> TryAsync(Func<CancellationToken, Task<HealthReport.Part>> look, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await look(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthReport.Part("unreachable", $"No answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            return e is RequestFailedException { Status: >= 400 } refused
                ? new HealthReport.Part("failing", $"Storage answers {refused.Status}{(refused.ErrorCode is { } code ? $" ({code})" : "")}. Check its free space, its key and the app's roles.")
                : new HealthReport.Part("unreachable", e.Message.Split('\n')[0]);
        }
    }
}
