namespace SpeechPipeline.Jobs;

/// <summary>What made a job, where that is not a caller of its own: it is told of the job's end.</summary>
/// <param name="Batch">The batch, whose item <paramref name="BatchItem"/> the job is, counted from 0.</param>
/// <param name="BatchItem">See <paramref name="Batch"/>.</param>
/// <param name="Drop">The path in the drop folder.</param>
public sealed record JobOrigin(string? Batch = null, int? BatchItem = null, string? Drop = null)
{
    public static JobOrigin Caller { get; } = new();
}
