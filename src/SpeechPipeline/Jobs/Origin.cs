namespace SpeechPipeline.Jobs;

/// <summary>What began a job or a batch: its caller, where all is null; else what is told of its end. Every way in fills one.</summary>
/// <param name="Batch">The batch that the job is an item of.</param>
/// <param name="BatchItem">Which item of the batch, from 0.</param>
/// <param name="Drop">The path in the drop folder.</param>
public sealed record Origin(string? Batch = null, int? BatchItem = null, string? Drop = null)
{
    public static Origin Caller { get; } = new();

    public static Origin ItemOf(string batch, int number) => new(batch, number);

    public static Origin Dropped(string path) => new(Drop: path);
}
