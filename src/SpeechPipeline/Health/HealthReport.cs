namespace SpeechPipeline.Health;

/// <summary>Whether the pipeline can do its work, and what stands in the way.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> when a part is.</param>
/// <param name="Storage">The tables, queues and containers.</param>
/// <param name="Endpoint">The speech endpoint.</param>
/// <param name="Queues">What waits.</param>
/// <param name="Limiter">How many calls to the endpoint this process has under way, and may have.</param>
/// <param name="Parked">Messages that no one could read and that wait for a person, up to 1,000; any makes the pipeline degraded.</param>
public sealed record HealthReport(string Status, HealthReport.Part Storage, HealthReport.Part Endpoint, Speech.SpeechLimiterState Limiter,
    IReadOnlyList<HealthReport.QueuePart> Queues, int Parked)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHealthy => Storage.IsHealthy && Endpoint.IsHealthy && Parked == 0;

    /// <param name="Status"><c>healthy</c> or <c>unreachable</c>.</param>
    /// <param name="Detail">What was met, in words.</param>
    public sealed record Part(string Status, string? Detail = null)
    {
        public static Part Healthy { get; } = new("healthy");

        [System.Text.Json.Serialization.JsonIgnore]
        public bool IsHealthy => Status == Healthy.Status;
    }

    /// <param name="Name">Of the queue.</param>
    /// <param name="Messages">Roughly how many there are, those in work and delayed included.</param>
    /// <param name="OldestSeconds">The age of the oldest visible message; absent when there is none.</param>
    public sealed record QueuePart(string Name, int Messages, double? OldestSeconds);
}
