namespace SpeechPipeline.Batches;

/// <summary>What the queue <c>speech-batches</c> carries: someone is to look at that batch, read, admit and count.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Batch">The batch.</param>
public sealed record BatchMessage(int V, string Batch)
{
    public const int Version = 1;

    public static BatchMessage For(string batch) => new(Version, batch);
}
