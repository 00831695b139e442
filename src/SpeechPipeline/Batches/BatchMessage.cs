namespace SpeechPipeline.Batches;

/// <summary>A message of the queue <c>speech-batches</c>: the batch must be read, counted or admitted further.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Batch">The batch.</param>
public sealed record BatchMessage(int V, string Batch)
{
    public const int Version = 1;

    public static BatchMessage For(string batch) => new(Version, batch);
}
