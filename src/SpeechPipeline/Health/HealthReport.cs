using System.Text.Json.Serialization;

namespace SpeechPipeline.Health;

/// <summary>Whether the pipeline can do its work, and what stands in the way.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> when a part is.</param>
/// <param name="Storage">The tables, queues and containers.</param>
/// <param name="Endpoint">The speech endpoint.</param>
/// <param name="Drops">The drop folder.</param>
/// <param name="Queues">What waits.</param>
/// <param name="Limiter">How many calls to the endpoint this process has under way, and may have.</param>
/// <param name="Parked">Messages that no one could read and that wait for a person, up to 1,000; any makes the pipeline degraded.</param>
/// <param name="ParkedDetail">How to look at them and how to clear them; absent when there are none.</param>
public sealed record HealthReport(
    string Status,
    HealthReport.Part Storage,
    HealthReport.Part Endpoint,
    HealthReport.Part Drops,
    Speech.SpeechLimiterState Limiter,
    IReadOnlyList<HealthReport.QueuePart> Queues,
    int Parked,
    string? ParkedDetail)
{
    [JsonIgnore]
    public bool IsHealthy => Storage.IsHealthy && Endpoint.IsHealthy && Drops.IsHealthy && Parked == 0;

    /// <param name="Status">
    /// <c>healthy</c>; <c>unreachable</c>; of the endpoint also <c>refused</c>, when it takes no key of ours, and <c>failing</c>; of the
    /// drop folder also <c>unset</c>, when it lacks a setting, and <c>waiting</c>, when files wait for that.
    /// </param>
    /// <param name="Detail">What was met, and what to do about it, in words.</param>
    public sealed record Part(string Status, string? Detail = null)
    {
        public const string Unset = "unset";

        public static Part Healthy { get; } = new("healthy");

        /// <summary>A folder that nobody uses makes nothing worse.</summary>
        [JsonIgnore]
        public bool IsHealthy => Status is "healthy" or Unset;
    }

    /// <param name="Name">Of the queue.</param>
    /// <param name="Messages">Roughly how many there are, those in work and delayed included.</param>
    /// <param name="OldestSeconds">The age of the oldest visible message; absent when there is none.</param>
    public sealed record QueuePart(string Name, int Messages, double? OldestSeconds);
}
