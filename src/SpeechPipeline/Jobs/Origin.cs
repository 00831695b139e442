namespace SpeechPipeline.Jobs;

/// <summary>What began a job or a batch: a caller, if all is null; otherwise also who is told of its end.</summary>
/// <param name="Batch">The batch that the job is an item of.</param>
/// <param name="BatchItem">The number of the item in the batch, from 0.</param>
/// <param name="Drop">The path in the drop folder.</param>
public sealed record Origin(string? Batch = null, int? BatchItem = null, string? Drop = null)
{
    public static Origin Caller { get; } = new();

    public static Origin ItemOf(string batch, int number) => new(batch, number);

    public static Origin Dropped(string path) => new(Drop: path);
}
