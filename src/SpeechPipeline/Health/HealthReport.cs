using System.Text.Json.Serialization;

namespace SpeechPipeline.Health;

/// <summary>Whether the pipeline can do its work, and what prevents it.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> if a part is not healthy.</param>
/// <param name="Storage">The tables, queues and containers.</param>
/// <param name="Endpoint">The speech endpoint.</param>
/// <param name="Drops">The drop folder.</param>
/// <param name="Queues">The messages that wait.</param>
/// <param name="Limiter">The calls to the endpoint that this process has under way, and may have.</param>
/// <param name="Parked">The number of messages that could not be read and wait for a person, up to 1,000; one or more makes the pipeline degraded.</param>
/// <param name="ParkedDetail">How to look at them and delete them; absent if there are none.</param>
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
    /// <c>healthy</c>; <c>unreachable</c>; <c>failing</c>; for the endpoint also <c>refused</c>, if it does not accept the key; for the
    /// drop folder also <c>unset</c>, if a setting is missing, and <c>waiting</c>, if files wait for that setting.
    /// </param>
    /// <param name="Detail">What was found, and what to do about it.</param>
    public sealed record Part(string Status, string? Detail = null)
    {
        public const string Unset = "unset";

        public static Part Healthy { get; } = new("healthy");

        /// <summary>A drop folder that is not used does not degrade the pipeline.</summary>
        [JsonIgnore]
        public bool IsHealthy => Status is "healthy" or Unset;
    }

    /// <param name="Name">The name of the queue.</param>
    /// <param name="Messages">The approximate number of messages, with those in work and delayed.</param>
    /// <param name="OldestSeconds">The age of the oldest visible message; absent if there is none.</param>
    public sealed record QueuePart(string Name, int Messages, double? OldestSeconds);
}
