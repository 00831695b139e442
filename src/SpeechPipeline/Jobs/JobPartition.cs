using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>All that the table holds of one job, read at once.</summary>
public sealed record JobPartition(JobRow Job, IReadOnlyList<DeliveryRow> Deliveries);
